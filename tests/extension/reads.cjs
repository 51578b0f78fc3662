/**
 * What of the browser does the extension's source use?
 *
 * In: the extension's sources, understood by the TypeScript compiler. Out, as JSON: every property that is read of an
 * object which the browser provides or whose type is not known (also by destructuring and by brackets), every global,
 * every imported file, every text. A property of our own records, such as `entry.value`, is none of the browser's.
 */
"use strict";

const path = require("node:path");

const root = path.resolve(__dirname, "../..");
const ts = require(path.join(root, ".make/node/node_modules/typescript"));
const config = ts.getParsedCommandLineOfConfigFile(path.join(root, "extension/tsconfig.json"), {}, { ...ts.sys, onUnRecoverableConfigFileDiagnostic: console.error });
const extra = process.argv.slice(2);
const program = ts.createProgram([...config.fileNames, ...extra], config.options);
const checker = program.getTypeChecker();

/** Whether a symbol was declared by the browser's types; what cannot be told counts as declared by them. */
const provided = (symbol) =>
  !symbol?.declarations?.length ||
  symbol.declarations.some((one) => /\/lib\.(dom|es)|@types\/chrome/.test(one.getSourceFile().fileName));

const found = [];
for (const source of program.getSourceFiles()) {
  const file = path.relative(root, source.fileName);
  if (!extra.includes(source.fileName) && (!file.startsWith("extension/") || !file.endsWith(".js"))) continue;
  const add = (node, kind, name, symbol) => {
    const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
    const of = symbol?.declarations?.[0]?.parent?.name?.text ?? "";
    found.push({ file, line, kind, name, of });
  };
  const visit = (node) => {
    if (ts.isPropertyAccessExpression(node)) {
      const symbol = checker.getSymbolAtLocation(node.name);
      if (provided(symbol)) add(node.name, "read", node.name.text, symbol);
    } else if (ts.isElementAccessExpression(node)) {
      const asked = node.argumentExpression;
      const type = checker.getNonNullableType(checker.getTypeAtLocation(node.expression));
      if (ts.isStringLiteralLike(asked)) {
        if (provided(type.getProperty(asked.text))) add(asked, "read", asked.text);
      } else if (type.getProperty("nodeType") || type.getProperty("document")) add(asked, "computed", asked.getText(source));
    } else if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent)) {
      const name = (node.propertyName ?? node.name).getText(source);
      const type = checker.getNonNullableType(checker.getTypeAtLocation(node.parent));
      if (provided(type.getProperty(name))) add(node, "read", name);
    } else if (ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node.parent)) {
      const symbol = checker.getSymbolAtLocation(node);
      if (symbol && provided(symbol)) add(node, "global", node.text);
    } else if (ts.isIdentifier(node) && node.parent.expression === node && provided(checker.getSymbolAtLocation(node))) {
      add(node, "global", node.text);
    } else if (ts.isStringLiteralLike(node)) {
      const imports = ts.isImportDeclaration(node.parent) || ts.isExportDeclaration(node.parent);
      add(node, imports ? "import" : "text", node.text);
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node, "import", node.arguments.map((one) => one.getText(source)).join());
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
}
console.log(JSON.stringify(found));

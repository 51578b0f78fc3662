/**
 * How do component libraries become pages that tests can open?
 *
 * In: the folder in which npm installed packages.txt, and where to write. Out: one script for each entry here, and
 * its style sheet. Lightning is compiled as Salesforce does, once for both kinds of shadow trees: which
 * kind a page has is decided there, by whether it loads synthetic-shadow first.
 */
import { createRequire } from "node:module";
import { cp } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const [from, into] = process.argv.slice(2, 4).map((one) => resolve(one));
const here = dirname(fileURLToPath(import.meta.url));
const installed = (path) => join(from, "node_modules", path);
const load = createRequire(join(from, "package.json"));
const loader = Object.fromEntries(["eot", "svg", "ttf", "woff", "woff2", "png", "gif"].map((one) => [`.${one}`, "empty"]));
const production = { "process.env.NODE_ENV": '"production"' };

const ENTRIES = ["antd.jsx", "awesome.js", "boards.js", "editor.js", "grid.js", "jquery.js", "mui.jsx", "react.jsx", "slds.css", "synthetic.js"];
/** What the platform gives, or what would only make the bundle large: most of 5,000 icons. */
const ICONS = "lightning/iconSvgTemplates";
const DRAWN = ["down", "left", "right", "close", "check", "edit", "event", "error", "success", "info", "warning"];
const drawn = DRAWN.map((name) => `import utility_${name} from "${installed(`lightning-base-components/src/${ICONS}Utility/buildTemplates/utility/${name}.html`)}";`);
const PLATFORM = {
  // Open only where trees are native: synthetic ones have no element internals.
  "@salesforce/gate/bc.260.enableComboboxElementInternals": "export default { isOpen: () => !globalThis.isSyntheticShadow };",
  [`${ICONS}Utility`]: `${drawn.join("\n")}\nexport default { ${DRAWN.map((name) => `utility_${name}`)} };`,
};
const platform = {
  name: "platform",
  resolveId: (id) => (id in PLATFORM || id.startsWith(ICONS) ? `\0${id}` : null),
  load: (id) => (id.startsWith("\0") && !id.includes("?") ? (PLATFORM[id.slice(1)] ?? (id.startsWith(`\0${ICONS}`) ? "export default {};" : null)) : null),
  transform: (code) => ({ code: code.replaceAll("import.meta.env.SSR", "false").replaceAll("process.env.NODE_ENV", '"production"'), map: null }),
};

async function lightning() {
  const { rollup } = load("rollup");
  const lwc = load("@lwc/rollup-plugin");
  const modules = [{ dir: "lightning" }, { npm: "lightning-base-components" }];
  // Modules are found from where they stand.
  for (const one of ["lightning.js", "lightning"]) await cp(join(here, one), join(from, one), { recursive: true });
  const bundle = await rollup({
    input: join(from, "lightning.js"),
    onwarn: () => {},
    plugins: [platform, (lwc.default ?? lwc)({ rootDir: from, modules, enableDynamicComponents: true, sourcemap: false })],
  });
  await bundle.write({ file: join(into, "lightning.js"), format: "es", inlineDynamicImports: true });
}

async function rest() {
  const { build } = load("esbuild");
  const entryPoints = ENTRIES.map((entry) => join(here, entry));
  const how = { bundle: true, format: "esm", jsx: "automatic", minify: true, logLevel: "error", loader };
  await build({ ...how, entryPoints, outdir: into, define: production, nodePaths: [installed("")] });
}

await rest();
await lightning();

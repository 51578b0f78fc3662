import "@lwc/synthetic-shadow";

globalThis.isSyntheticShadow = true;

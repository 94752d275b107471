// Runs notebooks in Pyodide, without a browser: node in_node.mjs SITE NOTEBOOK...
// SITE is the live part of the site. For each notebook a line of JSON says what its cells gave: see in_pyodide.py.
import { readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [site, ...notebooks] = process.argv.slice(2);
const folder = resolve(site, "static", "pyodide");
const settings = JSON.parse(readFileSync(join(site, "jupyter-lite.json")))["jupyter-config-data"];
const { loadPyodideOptions } = settings.litePluginSettings["@jupyterlite/pyodide-kernel-extension:kernel"];

// What a browser has and node has not: the library fetches the images of MNIST with it.
globalThis.XMLHttpRequest = class {
  open(method, address) {
    this.address = address;
  }
  send() {
    const content = readFileSync(this.address);
    this.response = content.buffer.slice(content.byteOffset, content.byteOffset + content.byteLength);
    this.status = 200;
  }
};

// Of the processor, so that what else goes on beside it does not count.
globalThis.processorSeconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")));
const pyodide = await loadPyodide({ indexURL: folder, ...loadPyodideOptions });
pyodide.FS.mkdir("/drive"); // where the files of a reader are
pyodide.FS.chdir("/drive");
pyodide.runPython(readFileSync(join(import.meta.dirname, "in_pyodide.py"), "utf8"));
const run = pyodide.globals.get("run_notebook");
for (const path of notebooks) {
  const outputs = await run(readFileSync(path, "utf8"));
  process.stdout.write(`${JSON.stringify({ name: basename(path), ...JSON.parse(outputs) })}\n`);
}

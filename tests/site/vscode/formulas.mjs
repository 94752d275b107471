// Sets texts as VS Code does. In: a list of [place, text]. Out: the number of formulas, and what KaTeX complains of.
import { readFileSync } from "node:fs";
import katex from "@vscode/markdown-it-katex";
import MarkdownIt from "markdown-it";

const complaints = [];
let formulas = 0;
console.log = () => {}; // what KaTeX refuses stands in the page, too

for (const [place, text] of JSON.parse(readFileSync(0, "utf8"))) {
  const strict = (code, message) => {
    complaints.push(`${place}: ${message}`);
    return "ignore";
  };
  const page = new MarkdownIt({ html: true })
    .use(katex.default, { strict, throwOnError: true, enableMathBlockInHtml: true, enableMathInlineInHtml: true })
    .render(text);
  for (const [refused] of page.matchAll(/katex-error[^<]*/g)) complaints.push(`${place}: ${refused}`);
  formulas += page.split('class="katex"').length - 1;
}
process.stdout.write(JSON.stringify({ formulas, complaints }));

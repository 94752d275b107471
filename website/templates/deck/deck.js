// A deck of slides: formulas are set, each slide is fitted into its 1280 x 720 pixels, and reveal.js takes over.
"use strict";

const SMALLEST = 0.7; // of the size that the style gives; a slide that needs less holds too much
const CODE_SMALLEST = 0.85;

// A formula or a table that is wider than its slide is set smaller.
function narrow(wide, drawn) {
    const room = wide.parentElement;
    const { paddingLeft, paddingRight } = getComputedStyle(room);
    const width = room.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
    const part = width / drawn.getBoundingClientRect().width;
    if (part < 1) {
        wide.style.fontSize = `${0.98 * part * parseFloat(getComputedStyle(wide).fontSize)}px`;
    }
}

// Code with long lines is set a little smaller; lines that are still too long go on below.
function tighten(code) {
    code.style.whiteSpace = "pre";
    const part = Math.max(code.clientWidth / code.scrollWidth, CODE_SMALLEST);
    code.style.whiteSpace = "";
    if (part < 1) {
        code.style.fontSize = `${part * parseFloat(getComputedStyle(code).fontSize)}px`;
    }
}

// Return whether a slide's content reaches into the margin below it.
function isFull(slide) {
    const bottom = slide.getBoundingClientRect().bottom - parseFloat(getComputedStyle(slide).paddingBottom);
    return Array.from(slide.children).some((part) => part.getBoundingClientRect().bottom > bottom + 1);
}

// What is higher than its slide is set smaller, step by step.
function fit(slide) {
    for (const formula of slide.querySelectorAll('mjx-container[display="true"]')) {
        narrow(formula, formula.querySelector("svg"));
    }
    slide.querySelectorAll("table").forEach((table) => narrow(table, table));
    slide.querySelectorAll("pre").forEach(tighten);
    const size = parseFloat(getComputedStyle(slide).fontSize);
    for (let part = 0.97; isFull(slide) && part >= SMALLEST; part -= 0.03) {
        slide.style.fontSize = `${part * size}px`;
    }
}

function begin() {
    const deck = document.querySelector(".reveal");
    for (const folded of deck.querySelectorAll("details")) {
        folded.open = true; // it has to fit when it is open
    }
    deck.querySelectorAll(".slides > section > section").forEach(fit);
    for (const folded of deck.querySelectorAll("details")) {
        folded.open = false;
    }
    deck.classList.add("ready");
    return Reveal.initialize({
        width: 1280,
        height: 720,
        margin: 0,
        center: false,
        display: "flex",
        hash: true,
        navigationMode: "linear",
        slideNumber: "c/t",
        transition: "none",
        plugins: [RevealNotes],
    });
}

window.MathJax = {
    tex: { inlineMath: [["$", "$"]], processEscapes: true },
    svg: { fontCache: "global" },
    options: { enableMenu: false },
    startup: { pageReady: () => MathJax.startup.defaultPageReady().then(begin) },
};

// A deck of slides: formulas are set, each slide is fitted into its 1280 x 720 pixels, and reveal.js takes over.
"use strict";

const SMALLEST = 0.7; // of the size that the style gives; a slide that needs less holds too much

// A formula that is wider than its slide is set smaller.
function narrow(formula) {
    const room = formula.parentElement.clientWidth;
    const width = formula.querySelector("svg").getBoundingClientRect().width;
    if (width > room) {
        formula.style.fontSize = `${Math.floor((96 * room) / width)}%`;
    }
}

// What is higher than its slide is set smaller, step by step.
function fit(slide) {
    for (const formula of slide.querySelectorAll('mjx-container[display="true"]')) {
        narrow(formula);
    }
    const size = parseFloat(getComputedStyle(slide).fontSize);
    for (let part = 0.97; slide.scrollHeight > slide.clientHeight && part >= SMALLEST; part -= 0.03) {
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

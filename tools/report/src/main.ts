import { offerChoices } from "./choices.js";
import { drawFigures } from "./figures.js";

const paperWidth = Math.floor((182 / 25.4) * 96); // A4 less the margins of style.css

const figures = drawFigures(document);
document.documentElement.classList.add("drawn");
offerChoices(document, () => figures.forEach((figure) => figure.draw()));
let waiting = 0;
addEventListener("resize", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => figures.forEach((figure) => figure.draw()), 150) as unknown as number;
});
// A picture as wide as the screen would be shrunk to the paper, and its letters with it.
addEventListener("beforeprint", () => figures.forEach((figure) => figure.draw(paperWidth)));
addEventListener("afterprint", () => figures.forEach((figure) => figure.draw()));

import { offerChoices } from "./choices.js";
import { drawFigures } from "./figures.js";

const figures = drawFigures(document);
document.documentElement.classList.add("drawn");
offerChoices(document, () => figures.forEach((figure) => figure.draw()));
let waiting = 0;
addEventListener("resize", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => figures.forEach((figure) => figure.draw()), 150) as unknown as number;
});
addEventListener("beforeprint", () => figures.forEach((figure) => figure.draw()));

// A sign for each of the ten questions, drawn with lines in a square of 20 pixels.
import type { Answers } from "../facts/answers.js";

export const ICONS: Readonly<Record<keyof Answers, string>> = {
  images: "M10 2.5 17 6v8l-7 3.5L3 14V6zM3 6l7 3.5L17 6M10 9.5v8",
  secrets: "M7 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M9.6 9.9 16.5 3M14 5.5l2.2 2.2M11.8 7.7l1.6 1.6",
  gpus: "M5 5h10v10H5zM8 8h4v4H8zM8 2.5V5M12 2.5V5M8 15v2.5M12 15v2.5M2.5 8H5M2.5 12H5M15 8h2.5M15 12h2.5",
  root: "M10 2.5 16 5v4.5c0 3.8-2.5 6.6-6 8-3.5-1.4-6-4.2-6-8V5zM7.5 10l2 2 3.5-3.8",
  access: "M5.5 9h9v8h-9zM7 9V6.5a3 3 0 0 1 6 0V9M10 12v2",
  data: "M4 5c0-1.4 2.7-2.5 6-2.5S16 3.6 16 5s-2.7 2.5-6 2.5S4 6.4 4 5v10c0 1.4 2.7 2.5 6 2.5s6-1.1 6-2.5V5M4 10c0 1.4 2.7 2.5 6 2.5s6-1.1 6-2.5",
  installs: "M10 3v9M6.5 8.5 10 12l3.5-3.5M3.5 13.5v3h13v-3",
  failure: "M16 10a6 6 0 1 1-1.8-4.3M16.5 3v3.5H13M10 7v3.5M10 13v.2",
  cache: "M11 2.5 4.5 11.5H10l-1 6 6.5-9H10z",
  size: "M3 6.5h14v7H3zM6 6.5v3M9 6.5v4M12 6.5v3M15 6.5v4",
};

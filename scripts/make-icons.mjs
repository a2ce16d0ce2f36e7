import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { png } from './support/png.mjs';
import { root } from './support/project.mjs';

// Draws static/appIcon*.png: an arrow that reaches into an account. Run it after a change of the drawing; the pictures are kept.

const white = [255, 255, 255];
const deep = [10, 42, 67];
const light = [16, 118, 148];

/** Distances are in parts of the picture's side; below zero is inside the shape. */
const rounded = (x, y) => Math.hypot(Math.max(Math.abs(x - 0.5) - 0.3, 0), Math.max(Math.abs(y - 0.5) - 0.3, 0)) - 0.18;

function glyph(x, y) {
  const ring = Math.abs(Math.hypot(x - 0.58, y - 0.5) - 0.25) - 0.038;
  const gate = 0.13 - Math.hypot(x - 0.33, y - 0.5);
  const shaft = Math.max(Math.abs(y - 0.5) - 0.036, 0.12 - x, x - 0.5);
  const head = Math.max(Math.abs(y - 0.5) * 0.78 + (x - 0.47) * 0.62 - 0.11, 0.46 - x);
  return Math.min(Math.max(ring, gate), shaft, head);
}

const samples = 4;

/** The share of a pixel that lies inside a shape. */
function cover(shape, x, y, size) {
  let inside = 0;
  for (let i = 0; i < samples * samples; i++) {
    const dx = ((i % samples) + 0.5) / samples;
    const dy = (Math.floor(i / samples) + 0.5) / samples;
    if (shape((x + dx) / size, (y + dy) / size) <= 0) inside++;
  }
  return inside / (samples * samples);
}

const mix = (from, to, share) => from.map((value, i) => Math.round(value + (to[i] - value) * share));

const onGround = (size) => (x, y) => {
  const ground = mix(light, deep, (x + y) / (2 * size));
  return [...mix(ground, white, cover(glyph, x, y, size)), Math.round(255 * cover(rounded, x, y, size))];
};
const alone = (size) => (x, y) => [...light, Math.round(255 * cover(glyph, x, y, size))];

const pictures = {
  'appIcon.png': [36, onGround],
  'appIcon_2x.png': [72, onGround],
  'appIconAlt.png': [36, alone],
  'appIconAlt_2x.png': [72, alone],
};
for (const [name, [size, draw]] of Object.entries(pictures)) {
  writeFileSync(path.join(root, 'static', name), png(size, draw(size)));
}

// Holds a page to what axe can find, in light and in dark, on wide screens and on phones.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { expect, type Page } from "@playwright/test";
import type { AxeResults } from "axe-core";

/** The small form: each page that is looked at has to read all of it. */
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** A desk's window and a phone's. */
const WIDTHS = [1280, 390];
/** The narrowest that the app is made for. */
const NARROWEST = 360;

const EVERY_RULE = {};
/** The scheme changes nothing but colours: what depends on them is looked at again. */
const RULES_ON_COLOUR = { runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] } };

/** Asserts that axe finds nothing on the page as it stands, in both colour schemes and at both widths, and that nothing hangs over the edge of a narrow phone. */
export async function expectAccessible(page: Page): Promise<void> {
  const before = page.viewportSize() ?? { width: 1280, height: 900 };
  for (const width of WIDTHS) {
    await page.setViewportSize({ ...before, width });
    for (const [colorScheme, rules] of [["light", EVERY_RULE], ["dark", RULES_ON_COLOUR]] as const) {
      await page.emulateMedia({ colorScheme });
      const found = await violations(page, rules);
      expect.soft(found, `axe on ${page.url()}, ${colorScheme}, ${width} px`).toEqual([]);
    }
  }
  await page.emulateMedia({ colorScheme: null });
  await page.setViewportSize({ ...before, width: NARROWEST });
  const beyond = await page.evaluate(() => {
    const edge = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= edge) return [];
    const wide = [...document.querySelectorAll("body *")].filter((element) => element.getBoundingClientRect().right > edge + 1);
    return ["the page scrolls sideways", ...wide.slice(0, 5).map((element) => element.outerHTML.slice(0, 200))];
  });
  expect.soft(beyond, `${page.url()} at ${NARROWEST} px`).toEqual([]);
  await page.setViewportSize(before);
}

async function violations(page: Page, rules: object): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await bringAxe(page);
  // What was found is put into words in the page: axe's whole report is many times as long.
  return page.evaluate(async (rules) => {
    // Contrast is only right when no colour is on its way any more.
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
    const { axe } = window as unknown as { axe: { run(context: Document, options: object): Promise<AxeResults> } };
    const results = await axe.run(document, { resultTypes: ["violations"], ...rules });
    return results.violations.map((violation) => {
      const nodes = violation.nodes.map((node) => `${node.target.join(" ")}: ${node.failureSummary ?? ""}`);
      return `${violation.id} (${violation.impact}): ${violation.help}\n${nodes.join("\n")}`;
    });
  }, rules);
}

/**
 * Evaluates axe from outside the page, so that the page's content security policy stays as strict as it is. Chromium is asked itself:
 * `page.evaluate` would read so long a text several times, here and in the page, to find out whether it is a function.
 */
async function bringAxe(page: Page): Promise<void> {
  const chromium = await page.context().newCDPSession(page);
  const { exceptionDetails } = await chromium.send("Runtime.evaluate", { expression: AXE });
  await chromium.detach();
  if (exceptionDetails) throw new Error(`axe did not load: ${exceptionDetails.text}`);
}

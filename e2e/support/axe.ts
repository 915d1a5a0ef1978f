// Holds a page to what axe can find, in light and in dark, on wide screens and on phones.

import { expect, type Page } from "@playwright/test";
import axe, { type AxeResults } from "axe-core";

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
  // Contrast is only right when no colour is on its way any more.
  await page.evaluate(async () => {
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
  });
  // Evaluated from outside the page, so that the page's content security policy stays as strict as it is.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const results = await page.evaluate(async (rules) => {
    const { axe } = window as unknown as { axe: { run(context: Document, options: object): Promise<AxeResults> } };
    return axe.run(document, { resultTypes: ["violations"], ...rules });
  }, rules);
  return results.violations.map(describe);
}

function describe(violation: AxeResults["violations"][number]): string {
  const nodes = violation.nodes.map((node) => `${node.target.join(" ")}: ${node.failureSummary ?? ""}`);
  return `${violation.id} (${violation.impact}): ${violation.help}\n${nodes.join("\n")}`;
}

// The pipeline of trials, and how they went.

import type { Page } from "@playwright/test";

import { expectAccessible } from "../support/axe.js";
import { demoTest, expect, open, signIn, test } from "../support/test.js";
import { en } from "../support/words.js";

const column = (page: Page, name: string) =>
  page.locator(".board-column").filter({ has: page.getByRole("heading", { level: 2, name: new RegExp(`^${en(`trials.column_${name}`)}`) }) });
const card = (page: Page, company: string) => page.getByRole("listitem").filter({ has: page.getByRole("link", { name: company, exact: true }) });
const button = (page: Page, action: string, company: string) => page.getByRole("button", { name: `${en(action)} ${company}`, exact: true });

test("without trials the page says where they come from", async ({ page, owner }) => {
  await signIn(page, owner);
  await page.goto("/trials");
  await expect(page.getByText(en("trials.empty"), { exact: true })).toBeVisible();
  await expectAccessible(page);
});

test("trials stand by the days left; they are extended, activated and ended in place, and a colleague sees it", async ({ page, owner, server, visitor }) => {
  for (const [company_name, trial_days] of [
    ["Alder Works", 2],
    ["Birch & Bay Ltd", 6],
    ["Cedar AG", 14],
  ] as const) {
    await server.subscribe(owner.access_token, { company_name, trial_days });
  }
  await signIn(page, owner);
  await open(page, "/trials");
  const theirs = await visitor();
  await signIn(theirs, owner);
  await open(theirs, "/trials");
  await expect(column(page, "now")).toContainText("Alder Works");
  await expect(column(page, "soon")).toContainText("Birch & Bay Ltd");
  await expect(column(page, "later")).toContainText("Cedar AG");
  await expect(column(page, "paused")).toBeHidden();

  // Where the colleague's focus is, it stays.
  const focused = theirs.getByRole("link", { name: "Cedar AG", exact: true });
  await focused.focus();
  await button(page, "trials.extend", "Alder Works").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(en("subscriptions.extend_days")).fill("15");
  await dialog.getByRole("button", { name: en("subscriptions.extend") }).click();
  await expect(dialog.locator("[aria-invalid=true]")).toHaveCount(1);
  await dialog.getByLabel(en("subscriptions.extend_days")).fill("5");
  await dialog.getByRole("button", { name: en("subscriptions.extend") }).click();
  await expect(page.getByText(en("subscriptions.extended", { count: 7, company: "Alder Works" }))).toBeVisible();
  for (const view of [page, theirs]) await expect(column(view, "soon")).toContainText("Alder Works");
  await expect(focused).toBeFocused();

  await button(page, "subscriptions.activate", "Birch & Bay Ltd").click();
  await dialog.getByRole("button", { name: en("subscriptions.activate") }).click();
  await expect(page.getByText(en("subscriptions.activated", { company: "Birch & Bay Ltd" }))).toBeVisible();
  for (const view of [page, theirs]) await expect(card(view, "Birch & Bay Ltd")).toHaveCount(0);

  await expect(page.getByText(en("trials.report_summary", { rate: "33%", converted: 1, started: 3 }))).toBeVisible();

  await button(page, "trials.end", "Cedar AG").click();
  await dialog.getByLabel(en("subscriptions.reason")).fill("They chose another product");
  await dialog.getByRole("button", { name: en("subscriptions.end_trial") }).click();
  for (const view of [page, theirs]) await expect(card(view, "Cedar AG")).toHaveCount(0);
  await page.getByRole("button", { name: en("subscriptions.undo") }).click();
  for (const view of [page, theirs]) await expect(column(view, "later")).toContainText("Cedar AG");
});

demoTest("axe finds nothing on a full pipeline; the chart has a table behind it", async ({ page }) => {
  await signIn(page);
  await page.goto("/trials");
  await expect(column(page, "later").getByRole("listitem").first()).toBeVisible();
  await page.getByText(en("trials.as_table")).click();
  const table = page.getByRole("table", { name: en("trials.report") });
  await expect(table.getByRole("row")).not.toHaveCount(1);
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});

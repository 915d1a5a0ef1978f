// What a reseller owes, month by month.

import { readFileSync } from "node:fs";

import { expectAccessible } from "../support/axe.js";
import { demoTest, expect, signIn, test } from "../support/test.js";
import { en } from "../support/words.js";

const euros = (cents: number) => new Intl.NumberFormat("en-GB", { style: "currency", currency: "EUR" }).format(cents / 100);

test("a paid subscription is a line of the month's statement, which is saved as CSV", async ({ page, owner, server }) => {
  await signIn(page, owner);
  await page.goto("/billing");
  await expect(page.getByText(en("statements.empty"), { exact: true })).toBeVisible();
  const made = await server.subscribe(owner.access_token, { company_name: "Alder Works", seats: 10 });
  await server.post(`/subscriptions/${made.id}/activate`, { plan: "pro", term: "monthly" }, owner.access_token);
  const { items } = await server.get<{ items: { month: string; total: number }[] }>("/statements", owner.access_token);
  const total = items[0]?.total ?? 0;
  expect(total).toBeGreaterThan(0);

  // It appears by itself.
  const row = page.getByRole("row").filter({ hasText: "Alder Works" });
  await expect(row).toContainText(euros(total));
  await expect(row).toContainText(en("statements.kind_period"));
  await expect(page.locator(".statement-total")).toHaveText(euros(total));
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: en("statements.export") }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toBe(`statement-${items[0]?.month}.csv`);
  expect(readFileSync(await file.path(), "utf8")).toContain("Alder Works");
});

demoTest("months are chosen, and the choice is in the address; axe finds nothing", async ({ page }) => {
  await signIn(page);
  await page.goto("/billing");
  const month = page.getByRole("combobox", { name: en("statements.month") });
  const before = await month.locator("option").nth(1).getAttribute("value");
  await month.selectOption(before);
  await expect(page).toHaveURL(`/billing?month=${before}`);
  await expect(page.getByRole("table", { name: en("statements.title") }).getByRole("row").nth(1)).toBeVisible();
  await page.reload();
  await expect(month).toHaveValue(before ?? "");
  await expectAccessible(page);
});

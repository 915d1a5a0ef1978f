// Past subscriptions.

import { demoTest, expect, signIn, test } from "../support/test.js";
import { OWNER } from "../support/server.js";
import { en } from "../support/words.js";

test("what ended is listed with reason, date and the days until it is erased, and only there", async ({ page, owner, server }) => {
  await signIn(page, owner);
  await page.goto("/archived");
  await expect(page.getByText(en("subscriptions.archive_empty"), { exact: true })).toBeVisible();
  const made = await server.subscribe(owner.access_token, { company_name: "Alder Works" });
  await server.subscribe(owner.access_token, { company_name: "Birch & Bay Ltd" });
  await server.post(`/subscriptions/${made.id}/trial/end`, { reason: "They closed" }, owner.access_token);
  await page.reload();
  const row = page.getByRole("table", { name: en("subscriptions.archive_caption") }).getByRole("row").filter({ hasText: "Alder Works" });
  await expect(row).toContainText("They closed");
  await expect(row).toContainText(en("subscriptions.erased_in", { count: 90 }));
  await expect(row).toContainText(new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(new Date()));
  await expect(page.getByText("Birch & Bay Ltd")).toHaveCount(0);
  await row.getByRole("link", { name: "Alder Works" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Alder Works" })).toBeVisible();
  await expect(page.getByText(/Its data is erased on/)).toBeVisible();
  await page.getByRole("navigation", { name: en("subscriptions.path") }).getByRole("link", { name: en("subscriptions.archive_caption") }).click();
  await expect(page).toHaveURL("/archived");
  await page.getByRole("link", { name: en("shell.subscriptions"), exact: true }).click();
  await expect(page.getByRole("link", { name: "Birch & Bay Ltd", exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "Alder Works", exact: true })).toHaveCount(0);
});

demoTest("the archive is searched and filtered as the list is", async ({ page, server }) => {
  const { access_token: token } = await server.post<{ access_token: string }>("/auth/login", { email: OWNER.email, password: OWNER.password });
  const all = await server.get<{ items: { company_name: string }[]; total: number }>("/subscriptions?archived=true&limit=200", token);
  expect(all.total).toBeGreaterThan(0);
  await signIn(page);
  await page.goto("/archived");
  await expect(page.getByText(en("subscriptions.range", { from: 1, to: Math.min(50, all.total), total: all.total }))).toBeVisible();
  await expect(page.getByRole("combobox", { name: en("subscriptions.status") })).toHaveCount(0);
  const wanted = all.items.at(-1)?.company_name ?? "";
  await page.getByRole("searchbox").fill(wanted);
  await expect(page).toHaveURL(/\/archived\?q=/);
  await expect(page.getByRole("link", { name: wanted, exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("searchbox")).toHaveValue(wanted);
  await expect(page.getByRole("link", { name: wanted, exact: true })).toBeVisible();
});

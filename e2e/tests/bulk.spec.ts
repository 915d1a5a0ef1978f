// Many subscriptions at once: ticked rows, all that match, and new ones from a file.

import { readFile } from "node:fs/promises";

import type { Page } from "@playwright/test";

import { expectAccessible } from "../support/axe.js";
import type { Subscription } from "../support/server.js";
import { expect, hold, open, signIn, test } from "../support/test.js";
import { en, LANGUAGES, words } from "../support/words.js";

type List = { items: (Subscription & { status: string; company_name: string })[]; total: number };

const box = (page: Page, company: string) => page.getByRole("checkbox", { name: en("bulk.select_row", { company }) });
const pageBox = (page: Page) => page.getByRole("checkbox", { name: en("bulk.select_page") });
const bar = (page: Page) => page.getByRole("group", { name: en("bulk.bar") });
const dialog = (page: Page) => page.getByRole("dialog");
const ticked = (page: Page) => page.locator("tbody .pick input:checked");

const rowsWith = (page: Page, text: string) => page.locator("tbody tr").filter({ hasText: text });
/** A second browser with the list open, which is told of what the first one does. */
const colleague = async (visitor: () => Promise<Page>, who: { email: string; password: string }): Promise<Page> => {
  const theirs = await visitor();
  await signIn(theirs, who);
  await open(theirs, "/");
  return theirs;
};

const HEADER = "product,company_name,seats,customer_edits_signatures,contact_name,contact_email,locale";
const csv = (text: string, name = "customers.csv") => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

test.describe("ticked rows", () => {
  test.beforeEach(async ({ page, owner, server }) => {
    for (const company_name of ["Alder Works", "Birch & Sons", "Cedar Lane", "Dogwood Ltd"]) {
      await server.subscribe(owner.access_token, { company_name });
    }
    await signIn(page, owner);
    await page.goto("/");
    await expect(page.locator("tbody tr")).toHaveCount(4);
  });

  test("are paused, each with its result, and those that were refused can be tried again", async ({ page, owner, server, visitor }) => {
    const theirs = await colleague(visitor, owner);
    const all = await server.get<List>("/subscriptions", owner.access_token);
    const cedar = all.items.find((item) => item.company_name === "Cedar Lane")?.id ?? "";
    await server.post(`/subscriptions/${cedar}/pause`, { reason: "x" }, owner.access_token);
    await box(page, "Alder Works").click();
    await expect(pageBox(page)).toHaveJSProperty("indeterminate", true);
    await expect(bar(page)).toContainText(en("bulk.selected", { count: 1 }));
    await box(page, "Cedar Lane").click({ modifiers: ["Shift"] });
    await expect(ticked(page)).toHaveCount(3);

    await bar(page).getByRole("button", { name: en("subscriptions.pause") }).click();
    await expect(dialog(page)).toHaveAccessibleName(en("bulk.pause_title", { count: 3 }));
    await dialog(page).getByRole("button", { name: en("subscriptions.pause") }).click();
    await expect(dialog(page).getByLabel(en("subscriptions.reason"))).toHaveAccessibleDescription(new RegExp(en("faults.blank")));
    await dialog(page).getByLabel(en("subscriptions.reason")).fill("Holidays");
    await page.keyboard.press("Enter");
    await expect(dialog(page)).toContainText(en("bulk.result_done", { count: 2 }));
    await expect(dialog(page)).toContainText(en("bulk.result_refused", { count: 1 }));
    const lines = dialog(page).getByRole("list", { name: en("bulk.results") }).getByRole("listitem");
    await expect(lines).toHaveCount(3);
    await expect(lines.first()).toContainText("Cedar Lane");
    await expect(lines.first()).toContainText(en("problems.transition_not_allowed"));
    await expectAccessible(page);

    await server.post(`/subscriptions/${cedar}/resume`, {}, owner.access_token);
    await dialog(page).getByRole("button", { name: en("bulk.retry", { count: 1 }) }).click();
    await expect(dialog(page)).toContainText(en("bulk.result_done", { count: 3 }));
    await dialog(page).locator("footer").getByRole("button", { name: en("common.close") }).click();
    await expect(dialog(page)).toBeHidden();
    for (const view of [page, theirs]) await expect(rowsWith(view, en("subscriptions.status_on_hold"))).toHaveCount(3);
    await expect(bar(page)).toHaveCount(0);
    const after = await server.get<List>("/subscriptions?status=on_hold", owner.access_token);
    expect(after.items.map((item) => item.company_name)).toEqual(["Alder Works", "Birch & Sons", "Cedar Lane"]);

    await box(page, "Alder Works").click();
    await box(page, "Cedar Lane").click({ modifiers: ["Shift"] });
    await bar(page).getByRole("button", { name: en("subscriptions.resume") }).click();
    await dialog(page).getByRole("button", { name: en("subscriptions.resume") }).click();
    await expect(dialog(page)).toContainText(en("bulk.result_done", { count: 3 }));
    await page.keyboard.press("Escape");
    for (const view of [page, theirs]) await expect(rowsWith(view, en("subscriptions.status_on_hold"))).toHaveCount(0);
  });

  test("stay ticked while the list changes, and are exported alone", async ({ page, owner, server }) => {
    await box(page, "Birch & Sons").check();
    await box(page, "Dogwood Ltd").check();
    await server.subscribe(owner.access_token, { company_name: "Aspen" });
    await expect(page.locator("tbody tr")).toHaveCount(5);
    await expect(ticked(page)).toHaveCount(2);
    await page.getByRole("searchbox").fill("aspen");
    await expect(page.locator("tbody tr")).toHaveCount(1);
    await expect(bar(page)).toContainText(en("bulk.selected", { count: 2 }));
    const download = page.waitForEvent("download");
    await bar(page).getByRole("button", { name: en("bulk.export_label") }).click();
    const text = await readFile(await (await download).path(), "utf8");
    expect(text.trim().split(/\r?\n/)).toHaveLength(3);
    expect(text).toContain("Birch & Sons");
    expect(text).not.toContain("Aspen");
    await bar(page).getByRole("button", { name: en("bulk.clear") }).click();
    await expect(bar(page)).toHaveCount(0);
  });

  test("trials are made longer by keyboard, and a lost answer can be asked for again", async ({ page, owner, server, visitor, console }) => {
    const theirs = await colleague(visitor, owner);
    await pageBox(page).focus();
    await page.keyboard.press("Space");
    await expect(ticked(page)).toHaveCount(4);
    await bar(page).getByRole("button", { name: en("subscriptions.extend") }).focus();
    await page.keyboard.press("Enter");
    await expect(dialog(page).getByLabel(en("subscriptions.extend_days"))).toBeFocused();
    // The server does it, and its answer is lost.
    let lost = 0;
    await page.route("**/api/v1/subscriptions/bulk", async (route) => {
      if (lost++ > 0) return route.continue();
      await route.fetch();
      await route.abort("internetdisconnected");
    });
    console.losesConnection();
    await page.keyboard.press("Enter");
    await expect(dialog(page)).toContainText(en("bulk.broken"));
    await dialog(page).getByRole("button", { name: en("bulk.go_on", { count: 4 }) }).click();
    await expect(dialog(page)).toContainText(en("bulk.result_done", { count: 4 }));
    const list = await server.get<{ items: { trial: { days_left: number } }[] }>("/subscriptions", owner.access_token);
    expect(list.items.map((item) => item.trial.days_left)).toEqual([21, 21, 21, 21]);
    for (const view of [page, theirs]) await expect(rowsWith(view, en("subscriptions.row_trial_days", { count: 21 }))).toHaveCount(4);
  });

  test("axe finds nothing while rows are ticked and asked about; phones have the boxes on their cards", async ({ page }) => {
    test.slow();
    await box(page, "Alder Works").check();
    await expectAccessible(page);
    for (const action of ["pause", "extend"] as const) {
      await bar(page).getByRole("button", { name: en(`subscriptions.${action}`) }).click();
      await expect(dialog(page)).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await expect(dialog(page)).toBeHidden();
    }
    await page.setViewportSize({ width: 390, height: 844 });
    await box(page, "Cedar Lane").click();
    await expect(bar(page)).toContainText(en("bulk.selected", { count: 2 }));
    await expect(bar(page).getByRole("button", { name: en("subscriptions.pause") })).toBeInViewport();
  });
});

test("all that match are collected page by page, and the run shows how far it is and can be stopped", async ({ page, owner, server }) => {
  test.slow();
  const rows = Array.from({ length: 230 }, (_, n) => `microsoft_365,Customer ${String(n).padStart(3, "0")},3,no,en`);
  const answer = await fetch(`${server.url}/api/v1/subscriptions/import?dry_run=false&terms_accepted=true`, {
    method: "POST",
    headers: { Authorization: `Bearer ${owner.access_token}`, "Content-Type": "text/csv" },
    body: `product,company_name,seats,customer_edits_signatures,locale\n${rows.join("\n")}\n`,
  });
  expect(answer.status).toBe(200);
  await signIn(page, owner);
  await page.goto("/?sort=seats");
  await pageBox(page).click();
  await expect(bar(page)).toContainText(en("bulk.selected", { count: 50 }));
  await bar(page).getByRole("button", { name: en("bulk.select_matching", { total: 230 }) }).click();
  await expect(bar(page)).toContainText(en("bulk.selected", { count: 230 }));
  await bar(page).getByRole("button", { name: en("subscriptions.pause") }).click();
  await dialog(page).getByLabel(en("subscriptions.reason")).fill("Maintenance");
  const held = await hold(page, "**/api/v1/subscriptions/bulk", "POST");
  await page.keyboard.press("Enter");
  await expect(dialog(page).getByRole("progressbar")).toBeVisible();
  await dialog(page).getByRole("button", { name: en("bulk.stop") }).click();
  held.release();
  // The portion that was under way is carried out, the others are not.
  await expect(dialog(page)).toContainText(en("bulk.result_done", { count: 20 }));
  await expect(dialog(page)).toContainText(en("bulk.result_waiting", { count: 210 }));
  expect((await server.get<List>("/subscriptions?status=on_hold", owner.access_token)).total).toBe(20);
  await dialog(page).getByRole("button", { name: en("bulk.go_on", { count: 210 }) }).click();
  await expect(dialog(page)).toContainText(en("bulk.result_done", { count: 230 }), { timeout: 90_000 });
  await dialog(page).locator("footer").getByRole("button", { name: en("common.close") }).click();
  expect((await server.get<List>("/subscriptions?status=on_hold", owner.access_token)).total).toBe(230);
});

test.describe("a file", () => {
  const bad = `${HEADER}\r\nmicrosoft_365,Alder Works,0,yes,Ada Alder,nobody,en\r\ngoogle_workspace,"Birch, Sons",7,no,,,de\r\n`;
  const good = bad.replace(",0,", ",12,").replace("nobody", "ada@alder.example");

  test.beforeEach(async ({ page, owner }) => {
    await signIn(page, owner);
  });

  test("shows its faults at their cells, is corrected, and becomes subscriptions, which a colleague sees", async ({ page, owner, server, visitor }) => {
    const theirs = await colleague(visitor, owner);
    await page.goto("/");
    await page.getByRole("link", { name: en("import.link"), exact: true }).click();
    await expect(page).toHaveURL("/import");
    const input = page.locator('input[type="file"]');
    await input.setInputFiles(csv(bad));
    await expect(page.getByRole("alert")).toContainText(en("import.faulty", { count: 1, total: 2 }));
    const table = page.getByRole("table", { name: en("import.rows", { name: "customers.csv" }) });
    await expect(table.locator("tbody tr")).toHaveCount(1);
    await expect(table.locator("td.faulty").first()).toContainText("Enter a number from 1 to 1000000.");
    await expect(table.locator("td.faulty")).toHaveCount(2);
    await page.getByRole("checkbox", { name: en("import.only_faulty") }).click();
    await expect(table.locator("tbody tr")).toHaveCount(2);
    await expect(page.getByRole("button", { name: en("import.create", { count: 2 }) })).toHaveCount(0);
    expect((await server.get<List>("/subscriptions", owner.access_token)).total).toBe(0);
    await expectAccessible(page);

    await input.setInputFiles(csv(good));
    const create = page.getByRole("button", { name: en("import.create", { count: 2 }) });
    await create.click();
    await expect(page.getByText(en("faults.terms_not_accepted"))).toBeVisible();
    await page.getByRole("checkbox", { name: en("import.terms") }).check();
    await expectAccessible(page);
    await create.click();
    await expect(page.getByText(en("import.created", { count: 2 }))).toBeVisible();
    for (const company of ["Alder Works", "Birch, Sons"]) await expect(theirs.getByRole("link", { name: company, exact: true })).toBeVisible();
    await expectAccessible(page);
    await server.mail.waitFor("ada@alder.example");
    await page.getByRole("link", { name: "Birch, Sons" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Birch, Sons" })).toBeVisible();
    expect((await server.get<List>("/subscriptions", owner.access_token)).total).toBe(2);
  });

  test("that can't be read is refused by line and column", async ({ page, console }) => {
    await page.goto("/import");
    console.provokes(422, "/subscriptions/import");
    const input = page.locator('input[type="file"]');
    await input.setInputFiles(csv("product,name,seats,locale\n"));
    await expect(page.getByRole("alert")).toContainText(en("import.place", { line: 1, column: "name", detail: "Leave this field out" }).slice(0, 30));
    await input.setInputFiles({ ...csv("x"), buffer: Buffer.alloc(1024 * 1024 + 1, "x") });
    await expect(page.getByRole("alert")).toContainText(en("import.too_large"));
  });

  test("has a template that fits, and the palette leads here", async ({ page }) => {
    await page.goto("/");
    await expect(page.getByRole("link", { name: en("import.link"), exact: true })).toBeVisible();
    await page.keyboard.press("Control+k");
    await dialog(page).getByRole("combobox").fill("import");
    await page.getByRole("option", { name: en("import.title") }).click();
    await expect(page).toHaveURL("/import");
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: en("import.template") }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe("subscriptions-template.csv");
    await page.locator('input[type="file"]').setInputFiles(csv(await readFile(await file.path(), "utf8")));
    await expect(page.getByText(en("import.ready", { count: 1 }))).toBeVisible();
  });

  test("the page speaks every language", async ({ page, owner, server }) => {
    for (const language of LANGUAGES) {
      await server.patch("/me", { locale: language }, owner.access_token);
      await page.goto("/import");
      const say = words(language);
      await expect(page.getByRole("heading", { level: 1, name: say("import.title") })).toBeVisible();
      await page.getByText(say("import.columns")).click();
      await expect(page.getByText(say("import.column_edits"))).toBeVisible();
    }
  });

  test("is none of those who only read", async ({ page, visitor, owner, server }) => {
    const invite = { full_name: "Sam Support", email: "sam@northwind.example", role: "support", locale: "en" };
    await server.post("/reseller/invites", invite, owner.access_token);
    const password = "marble-orbit-walnut-58";
    await server.accept(invite.email, { full_name: invite.full_name, password });
    await server.subscribe(owner.access_token, { company_name: "Alder Works" });
    const sam = await visitor();
    await signIn(sam, { email: invite.email, password });
    await sam.goto("/");
    await box(sam, "Alder Works").check();
    await expect(bar(sam).getByRole("button", { name: en("bulk.export_label") })).toBeVisible();
    await expect(bar(sam).getByRole("button", { name: en("subscriptions.pause") })).toHaveCount(0);
    await expect(sam.getByRole("link", { name: en("import.link"), exact: true })).toHaveCount(0);
    await sam.goto("/import");
    await expect(sam.getByRole("heading", { level: 1, name: en("import.title") })).toHaveCount(0);
    await page.close();
  });
});

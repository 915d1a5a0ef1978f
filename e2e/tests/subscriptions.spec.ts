// The list of subscriptions, full: everything that it shows lives in the address.

import { readFile } from "node:fs/promises";

import type { Locator, Page } from "@playwright/test";

import { demoTest as test, expect, signIn } from "../support/test.js";
import { OWNER, type Server, type Subscription } from "../support/server.js";
import { en } from "../support/words.js";

interface Summary {
  by_status: { status: string; count: number }[];
  seats: number;
  trials_ending: number;
  payments_due: number;
}

type List = { items: (Subscription & { external_ref: string | null; product: string })[]; total: number };

let token = "";

test.beforeEach(async ({ server, page }) => {
  const { email, password } = OWNER;
  token = (await server.post<{ access_token: string }>("/auth/login", { email, password })).access_token;
  await signIn(page);
});

const ask = (server: Server, query: string) => server.get<List>(`/subscriptions?limit=200${query}`, token);
const table = (page: Page) => page.getByRole("table", { name: en("subscriptions.list_caption") });
const rows = (page: Page) => table(page).locator("tbody").getByRole("row");
const pager = (page: Page) => page.getByRole("navigation", { name: en("common.pages") });
const shownNames = async (page: Page) => (await rows(page).locator("a.who").allInnerTexts()).map((name) => name.trim());
const range = (from: number, to: number, total: number) => en("subscriptions.range", { from, to, total });
/** The list has settled on what the address asks for. */
const settled = (page: Page) => expect(page.locator("[aria-busy=true]")).toHaveCount(0);

async function figure(tile: Locator): Promise<number> {
  const text = (await tile.locator("b").innerText()).replace(/\D/g, "");
  return Number(text);
}

test("every tile shows its figure, and on a press the rows that it counts", async ({ page, server }) => {
  const summary = await server.get<Summary>("/subscriptions/summary", token);
  const of = (status: string) => summary.by_status.filter((count) => count.status === status).reduce((sum, { count }) => sum + count, 0);
  const tiles = [
    { label: en("subscriptions.tile_active"), count: of("active"), query: /status=active/ },
    { label: en("subscriptions.tile_trial"), count: of("trial"), query: /status=trial/ },
    { label: en("subscriptions.tile_trials_ending"), count: summary.trials_ending, query: /trial_ends_within=7/ },
    { label: en("subscriptions.tile_payments"), count: summary.payments_due, query: /payment_due_within=30/ },
  ];
  await page.goto("/");
  const group = page.getByRole("group", { name: en("subscriptions.figures") });
  for (const { label, count, query } of tiles) {
    expect(count, `${label}: the demonstration has some`).toBeGreaterThan(0);
    const tile = group.getByRole("button", { name: label });
    await expect(tile.locator("b")).toHaveText(/\d/);
    expect(await figure(tile)).toBe(count);
    await tile.click();
    await expect(page).toHaveURL(query);
    await expect(tile).toHaveAttribute("aria-pressed", "true");
    await expect(pager(page)).toContainText(range(1, Math.min(50, count), count));
    await expect(group.locator('[aria-pressed="true"]')).toHaveCount(1);
    await tile.click();
    await expect(page).toHaveURL("/");
    await expect(tile).toHaveAttribute("aria-pressed", "false");
  }
  const users = group.getByRole("button", { name: en("subscriptions.tile_users"), exact: false }).and(page.locator("[title]"));
  expect(await figure(users)).toBe(summary.seats);
  await users.click();
  await expect(page).toHaveURL("/?sort=-seats");
  await expect(table(page).getByRole("columnheader", { name: en("subscriptions.seats") })).toHaveAttribute("aria-sort", "descending");
});

test("a search narrows the list as one types, is one step in the history, and can be cleared", async ({ page, server }) => {
  await page.goto("/");
  await expect(rows(page)).toHaveCount(50);
  const word = (await shownNames(page))[0]?.split(" ")[0] ?? "";
  const found = await ask(server, `&q=${encodeURIComponent(word)}`);
  const search = page.getByRole("searchbox", { name: en("subscriptions.search") });
  await page.keyboard.press("/");
  await expect(search).toBeFocused();
  await search.pressSequentially(word.toUpperCase());
  await expect(page).toHaveURL(new RegExp(`[?&]q=${encodeURIComponent(word.toUpperCase())}`));
  await expect(rows(page)).toHaveCount(found.items.length);
  expect(await shownNames(page)).toEqual(found.items.map((item) => item.company_name));

  await search.fill("no such customer anywhere");
  await expect(page.getByText(en("subscriptions.none_found"), { exact: true })).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL("/");
  await expect(search).toHaveValue("");
  await expect(rows(page)).toHaveCount(50);
  await page.goForward();
  await expect(search).toHaveValue("no such customer anywhere");
  await page.getByRole("link", { name: en("subscriptions.clear_filters") }).click();
  await expect(rows(page)).toHaveCount(50);
  await search.fill(word);
  await expect(page).toHaveURL(/q=/);
  await search.press("Escape");
  await expect(search).toHaveValue("");
  await expect(page).toHaveURL("/");
});

test("status and product filter together, and a tile follows the filter", async ({ page, server }) => {
  await page.goto("/");
  const wanted = await ask(server, "&status=active&product=google_workspace");
  expect(wanted.total).toBeGreaterThan(0);
  await page.getByRole("combobox", { name: en("subscriptions.status") }).selectOption({ label: en("subscriptions.status_active") });
  await page.getByRole("combobox", { name: en("subscriptions.product") }).selectOption({ label: en("subscriptions.product_google") });
  await expect(page).toHaveURL("/?status=active&product=google_workspace");
  await expect(page.getByRole("button", { name: en("subscriptions.tile_active") })).toHaveAttribute("aria-pressed", "true");
  await expect(pager(page)).toContainText(range(1, Math.min(50, wanted.total), wanted.total));
  await settled(page);
  expect(await shownNames(page)).toEqual(wanted.items.slice(0, 50).map((item) => item.company_name));
  await expect(rows(page).getByText(en("subscriptions.product_microsoft"))).toHaveCount(0);
  await page.getByRole("button", { name: en("subscriptions.clear_filters") }).click();
  await expect(page).toHaveURL("/");
  await expect(page.getByRole("combobox", { name: en("subscriptions.status") })).toHaveValue("");
});

test("a click on a column's head sorts by it, both ways", async ({ page, server }) => {
  await page.goto("/");
  const customer = table(page).getByRole("columnheader", { name: en("subscriptions.customer") });
  await expect(customer).toHaveAttribute("aria-sort", "ascending");
  for (const [label, sort] of [
    [en("subscriptions.seats"), "seats"],
    [en("subscriptions.next_payment"), "next_payment_date"],
    [en("subscriptions.status"), "status"],
  ] as const) {
    const head = table(page).getByRole("columnheader", { name: label });
    for (const [order, word] of [
      [sort, "ascending"],
      [`-${sort}`, "descending"],
    ] as const) {
      const expected = (await ask(server, `&sort=${order}`)).items.slice(0, 50).map((item) => item.company_name);
      await head.getByRole("link").click();
      await expect(page).toHaveURL(`/?sort=${order}`);
      await expect(head).toHaveAttribute("aria-sort", word);
      await settled(page);
      expect(await shownNames(page)).toEqual(expected);
    }
  }
  await customer.getByRole("link").click();
  await expect(page).toHaveURL("/");
  await customer.getByRole("link").click();
  await expect(page).toHaveURL("/?sort=-company_name");
  await expect(customer).toHaveAttribute("aria-sort", "descending");
});

test("pages lead on and back, and every row is on exactly one of them", async ({ page, server }) => {
  const all = await ask(server, "&sort=seats");
  const total = all.total;
  expect(total).toBeGreaterThan(150);
  await page.goto("/?sort=seats");
  await expect(rows(page)).toHaveCount(50);
  await expect(pager(page)).toContainText(range(1, 50, total));
  await expect(pager(page).getByRole("link", { name: en("common.previous") })).toHaveAttribute("aria-disabled", "true");
  const next = pager(page).getByRole("link", { name: en("common.next") });
  const seen = await shownNames(page);
  for (let from = 51; from <= total; from += 50) {
    await next.click();
    await expect(pager(page)).toContainText(range(from, Math.min(from + 49, total), total));
    seen.push(...(await shownNames(page)));
  }
  await expect(next).toHaveAttribute("aria-disabled", "true");
  expect(seen.slice(0, all.items.length)).toEqual(all.items.map((item) => item.company_name));
  expect(seen).toHaveLength(total);
  await pager(page).getByRole("link", { name: en("common.previous") }).click();
  const lastPage = Math.floor((total - 1) / 50) * 50;
  await expect(pager(page)).toContainText(range(lastPage - 49, lastPage, total));
  const last = await shownNames(page);
  expect(last).toEqual(seen.slice(lastPage - 50, lastPage));
  await page.reload();
  await expect(rows(page)).toHaveCount(50);
  expect(await shownNames(page)).toEqual(last);
});

test("a shared link, a reload and back show the same list", async ({ page, visitor }) => {
  await page.goto("/");
  await page.getByRole("combobox", { name: en("subscriptions.status") }).selectOption("active");
  await expect(page).toHaveURL("/?status=active");
  await table(page).getByRole("columnheader", { name: en("subscriptions.seats") }).getByRole("link").click();
  await expect(page).toHaveURL("/?status=active&sort=seats");
  await pager(page).getByRole("link", { name: en("common.next") }).click();
  await expect(page).toHaveURL(/cursor=/);
  await expect(pager(page)).toContainText("51–");
  const shown = await shownNames(page);
  const shared = page.url();

  const colleague = await visitor();
  await signIn(colleague);
  for (const [screen, arrive] of [
    [colleague, () => colleague.goto(shared)],
    [page, () => page.reload()],
  ] as const) {
    await arrive();
    await expect(pager(screen)).toContainText("51–");
    await expect(screen.getByRole("combobox", { name: en("subscriptions.status") })).toHaveValue("active");
    expect(await shownNames(screen)).toEqual(shown);
  }

  await rows(page).first().getByRole("link", { name: shown[0] ?? "" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: shown[0] ?? "" })).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(shared);
  await expect(pager(page)).toContainText("51–");
  expect(await shownNames(page)).toEqual(shown);
});

test("columns are chosen, and this browser keeps the choice", async ({ page, server }) => {
  const first = (await ask(server, "")).items[0];
  await page.goto("/");
  const heads = table(page).getByRole("columnheader");
  await expect(heads.filter({ hasText: en("subscriptions.product") })).toBeVisible();
  await page.getByRole("button", { name: en("subscriptions.columns") }).click();
  const choice = page.getByRole("group", { name: en("subscriptions.columns") });
  await expect(choice.getByRole("checkbox", { name: en("subscriptions.product") })).toBeChecked();
  await choice.getByRole("checkbox", { name: en("subscriptions.product") }).click();
  await choice.getByRole("checkbox", { name: en("subscriptions.reference") }).click();
  await page.keyboard.press("Escape");
  await expect(choice).toBeHidden();
  await expect(heads.filter({ hasText: en("subscriptions.product") })).toHaveCount(0);
  await expect(heads.filter({ hasText: en("subscriptions.reference") })).toBeVisible();
  await expect(rows(page).first()).toContainText(first?.external_ref ?? "–");
  await page.reload();
  await expect(heads.filter({ hasText: en("subscriptions.reference") })).toBeVisible();
  await expect(heads.filter({ hasText: en("subscriptions.product") })).toHaveCount(0);
});

test("the export holds every row of the filter, not only the page's", async ({ page, server }) => {
  const wanted = await ask(server, "&status=active");
  expect(wanted.total).toBeGreaterThan(50);
  await page.goto("/?status=active");
  await expect(rows(page)).toHaveCount(50);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: en("subscriptions.export") }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe("subscriptions.csv");
  const text = await readFile(await file.path(), "utf8");
  const [head = "", ...lines] = text.replace(/^\uFEFF/, "").trim().split(/\r?\n/);
  expect(head.split(",")).toEqual(expect.arrayContaining(["id", "company_name", "seats", "status"]));
  expect(lines).toHaveLength(wanted.total);
  for (const item of wanted.items) expect(text).toContain(item.id);
});

test("while the server can't answer the list says so, and heals", async ({ page, console }) => {
  await page.goto("/");
  await expect(rows(page)).toHaveCount(50);
  await page.route("**/api/v1/subscriptions?*", (route) =>
    route.fulfill({
      status: 403,
      contentType: "application/problem+json",
      json: { type: "/problems/forbidden", title: "Forbidden", status: 403, detail: "No", instance: "request-7", code: "forbidden" },
    }),
  );
  console.provokes(403, "/subscriptions?");
  await page.getByRole("combobox", { name: en("subscriptions.status") }).selectOption("trial");
  const alert = page.getByRole("alert");
  await expect(alert).toContainText(en("problems.forbidden"));
  await expect(alert).toContainText(en("common.request_id", { id: "request-7" }));
  await page.unroute("**/api/v1/subscriptions?*");
  await alert.getByRole("button", { name: en("common.retry") }).click();
  await expect(rows(page).first().getByText(/^Trial, \d+ days? left$/)).toBeVisible();
  await expect(alert).toHaveCount(0);
});

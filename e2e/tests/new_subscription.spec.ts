// The dialog "New customer subscription".

import type { Locator, Page } from "@playwright/test";

import type { Server } from "../support/server.js";
import { expect, hold, signIn, test } from "../support/test.js";
import { en } from "../support/words.js";

const open = (page: Page) => page.getByRole("dialog", { name: en("subscriptions.new") });

async function count(server: Server, token: string): Promise<number> {
  return (await server.get<{ total: number }>("/subscriptions", token)).total;
}

/** Presses Tab until something has the focus: it must be within reach. */
async function tabTo(page: Page, target: Locator, key = "Tab"): Promise<void> {
  for (let presses = 0; presses < 30; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  await expect(target).toBeFocused();
}

test("a subscription is created by the keyboard alone, and the focus comes back", async ({ page, owner, server }) => {
  await signIn(page, owner);
  await page.goto("/");
  await expect(page.getByText(en("subscriptions.empty"), { exact: true })).toBeVisible();
  await page.keyboard.press("n");
  const dialog = open(page);
  const company = dialog.getByLabel(en("subscriptions.company_name"));
  await expect(company).toBeFocused();

  // Escape closes, and the letter is an ordinary letter in a field.
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(page).toHaveURL("/");
  await tabTo(page, page.getByRole("button", { name: en("subscriptions.new") }).first());
  await page.keyboard.press("Enter");
  await expect(company).toBeFocused();
  await page.keyboard.type("Nine Rivers n/a?");
  await expect(company).toHaveValue("Nine Rivers n/a?");

  await tabTo(page, dialog.getByRole("radio", { name: en("words.microsoft_365") }), "Shift+Tab");
  await page.keyboard.press("ArrowDown");
  await expect(dialog.getByRole("radio", { name: en("words.google_workspace") })).toBeChecked();
  await tabTo(page, dialog.getByLabel(en("subscriptions.seats")));
  await page.keyboard.type("1 200");
  await tabTo(page, dialog.getByLabel(en("subscriptions.plan_after")));
  await page.keyboard.type("Pro");
  await tabTo(page, dialog.getByLabel(en("subscriptions.term"), { exact: true }));
  await page.keyboard.type("Ann");
  await tabTo(page, dialog.getByRole("switch", { name: en("subscriptions.edit_signatures") }));
  await page.keyboard.press("Space");
  await tabTo(page, dialog.getByLabel(en("subscriptions.contact_name")));
  await page.keyboard.type("Ines Rivera");
  await tabTo(page, dialog.getByLabel(en("subscriptions.contact_email")));
  await page.keyboard.type("ines@ninerivers.example");
  await tabTo(page, dialog.getByLabel(en("subscriptions.mail_language")));
  await page.keyboard.type("Ned");
  await tabTo(page, dialog.getByRole("checkbox", { name: en("subscriptions.terms") }));
  await page.keyboard.press("Space");
  // The focus goes round within the dialog.
  for (let presses = 0; presses < 30; presses += 1) {
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement === document.body || document.activeElement?.closest("dialog") !== null)).toBe(true);
  }
  await tabTo(page, dialog.getByLabel(en("subscriptions.seats")));
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("row").filter({ hasText: "Nine Rivers n/a?" })).toBeVisible();

  const list = await server.get<{ items: object[] }>("/subscriptions", owner.access_token);
  expect(list.items).toHaveLength(1);
  expect(list.items[0]).toMatchObject({ product: "google_workspace", seats: 1200, plan: "pro", term: "annual", customer_edits_signatures: true });
  const mail = await server.mail.waitFor("ines@ninerivers.example");
  expect(mail.subject).toContain("Uitnodiging");
});

test("what is wrong is said at each field at once, before anything is sent", async ({ page, owner, server }) => {
  await signIn(page, owner);
  await page.goto("/?new=1");
  const dialog = open(page);
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/subscriptions")) sent.push(request.url());
  });
  await dialog.getByRole("switch", { name: en("subscriptions.edit_signatures") }).check();
  await dialog.getByLabel(en("subscriptions.seats")).fill("0");
  await dialog.getByLabel(en("subscriptions.contact_email")).fill("ines at ninerivers");
  await dialog.getByRole("button", { name: en("subscriptions.create") }).click();
  await expect(dialog.getByLabel(en("subscriptions.company_name"))).toBeFocused();
  for (const [field, fault] of [
    [dialog.getByLabel(en("subscriptions.company_name")), en("faults.blank")],
    [dialog.getByLabel(en("subscriptions.seats")), /from 1 to 1,000,000/],
    [dialog.getByLabel(en("subscriptions.contact_name")), en("faults.blank")],
    [dialog.getByLabel(en("subscriptions.contact_email")), en("faults.invalid_email")],
    [dialog.getByRole("checkbox", { name: en("subscriptions.terms") }), en("faults.terms_not_accepted")],
  ] as const) {
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(field).toHaveAccessibleDescription(typeof fault === "string" ? new RegExp(fault.replaceAll(".", "\\.")) : fault);
  }
  await dialog.getByLabel(en("subscriptions.seats")).fill("5");
  await expect(dialog.getByLabel(en("subscriptions.seats"))).not.toHaveAttribute("aria-invalid");
  expect(sent).toEqual([]);
  expect(await count(server, owner.access_token)).toBe(0);
});

test("what the server finds wrong is put at its field, and the form keeps what was typed", async ({ page, owner, server, console }) => {
  await signIn(page, owner);
  await page.goto("/?new=1");
  const dialog = open(page);
  await dialog.getByLabel(en("subscriptions.company_name")).fill("Nine Rivers");
  await dialog.getByLabel(en("subscriptions.seats")).fill("7");
  await dialog.getByRole("checkbox", { name: en("subscriptions.terms") }).check();
  // The server's rule is narrower here than the app's: as after an update of the server alone.
  await page.route("**/api/v1/subscriptions", (route) =>
    route.request().method() === "POST" ? route.continue({ postData: JSON.stringify({ ...route.request().postDataJSON(), seats: 0 }) }) : route.continue(),
  );
  console.provokes(422, "/subscriptions");
  await dialog.getByRole("button", { name: en("subscriptions.create") }).click();
  const seats = dialog.getByLabel(en("subscriptions.seats"));
  await expect(seats).toHaveAttribute("aria-invalid", "true");
  await expect(seats).toHaveAccessibleDescription(/from 1 to 1000000/);
  await expect(seats).toBeFocused();
  await expect(dialog.getByLabel(en("subscriptions.company_name"))).toHaveValue("Nine Rivers");
  expect(await count(server, owner.access_token)).toBe(0);
  await page.unroute("**/api/v1/subscriptions");
  await dialog.getByRole("button", { name: en("subscriptions.create") }).click();
  await expect(dialog).toBeHidden();
  expect(await count(server, owner.access_token)).toBe(1);
});

test("a double click makes one subscription", async ({ page, owner, server }) => {
  await signIn(page, owner);
  await page.goto("/?new=1");
  const dialog = open(page);
  await dialog.getByLabel(en("subscriptions.company_name")).fill("Twice Ltd");
  await dialog.getByLabel(en("subscriptions.seats")).fill("7");
  await dialog.getByRole("checkbox", { name: en("subscriptions.terms") }).check();
  let let_go: () => void = () => undefined;
  const clicked = new Promise<void>((resolve) => {
    let_go = resolve;
  });
  const keys: (string | undefined)[] = [];
  await page.route("**/api/v1/subscriptions", async (route) => {
    if (route.request().method() === "POST") {
      keys.push(route.request().headers()["idempotency-key"]);
      await clicked;
    }
    await route.continue();
  });
  const create = dialog.getByRole("button", { name: en("subscriptions.create") });
  await create.dblclick();
  await expect(create).toHaveAttribute("aria-disabled", "true");
  await create.click({ force: true });
  await page.keyboard.press("Enter");
  let_go();
  await expect(dialog).toBeHidden();
  expect(keys).toHaveLength(1);
  expect(keys[0]).toMatch(/\S+/);
  await expect(page.getByRole("row").filter({ hasText: "Twice Ltd" })).toHaveCount(1);
  expect(await count(server, owner.access_token)).toBe(1);
});

test("a dialog that is closed while it is sent swallows nothing, and the next one is its own", async ({ page, owner, server }) => {
  await signIn(page, owner);
  await page.goto("/?new=1");
  const dialog = open(page);
  await dialog.getByLabel(en("subscriptions.company_name")).fill("Closed Early Ltd");
  await dialog.getByLabel(en("subscriptions.seats")).fill("7");
  await dialog.getByRole("checkbox", { name: en("subscriptions.terms") }).check();
  const held = await hold(page, "**/api/v1/subscriptions", "POST");
  await dialog.getByRole("button", { name: en("subscriptions.create") }).click();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await page.getByRole("button", { name: en("subscriptions.new") }).first().click();
  await dialog.getByLabel(en("subscriptions.company_name")).fill("The Next Ltd");
  held.release();
  await expect(page.getByText(en("subscriptions.created_toast", { company: "Closed Early Ltd" }))).toBeVisible();
  await expect(dialog.getByLabel(en("subscriptions.company_name"))).toHaveValue("The Next Ltd");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("row").filter({ hasText: "Closed Early Ltd" })).toBeVisible();
  expect(await count(server, owner.access_token)).toBe(1);
});

test("a refusal of what was closed meanwhile is told all the same", async ({ page, owner, console }) => {
  await signIn(page, owner);
  await page.goto("/?new=1");
  const dialog = open(page);
  await dialog.getByLabel(en("subscriptions.company_name")).fill("Closed Early Ltd");
  await dialog.getByLabel(en("subscriptions.seats")).fill("7");
  await dialog.getByRole("checkbox", { name: en("subscriptions.terms") }).check();
  let letGo: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route("**/api/v1/subscriptions", async (route) => {
    // The list has the same address.
    if (route.request().method() !== "POST") return route.fallback();
    await released;
    const json = { type: "/problems/forbidden", title: "Forbidden", status: 403, detail: "No", instance: "request-7", code: "forbidden" };
    await route.fulfill({ status: 403, contentType: "application/problem+json", json });
  });
  console.provokes(403, "/subscriptions");
  await dialog.getByRole("button", { name: en("subscriptions.create") }).click();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  letGo();
  await expect(page.getByText(en("problems.forbidden"))).toBeVisible();
});

test("back closes the dialog that the address opened", async ({ page, owner }) => {
  await signIn(page, owner);
  await page.goto("/");
  await expect(page.getByText(en("subscriptions.empty"), { exact: true })).toBeVisible();
  await page.keyboard.press("n");
  await expect(open(page)).toBeVisible();
  await expect(page).toHaveURL("/?new=1");
  await page.goBack();
  await expect(open(page)).toBeHidden();
  await expect(page).toHaveURL("/");
});

test("single keys can be turned off, in this browser", async ({ page, owner }) => {
  await signIn(page, owner);
  await page.goto("/settings");
  const keys = page.getByRole("switch", { name: en("settings.keys_single") });
  await expect(keys).toBeChecked();
  await keys.uncheck();
  await page.goto("/");
  await expect(page.getByText(en("subscriptions.empty"), { exact: true })).toBeVisible();
  await expect(page.getByRole("main").locator("kbd")).toHaveCount(0);
  for (const key of ["n", "?", "/"]) await page.keyboard.press(key);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("searchbox")).not.toBeFocused();
  await page.goto("/settings");
  await keys.check();
  await page.goto("/");
  await expect(page.getByText(en("subscriptions.empty"), { exact: true })).toBeVisible();
  await page.keyboard.press("n");
  await expect(open(page)).toBeVisible();
});

test("an answer that is lost on the way doubles nothing when one tries again", async ({ page, owner, server, console }) => {
  await signIn(page, owner);
  await page.goto("/?new=1");
  const dialog = open(page);
  await dialog.getByLabel(en("subscriptions.company_name")).fill("Lost Answer Ltd");
  await dialog.getByLabel(en("subscriptions.seats")).fill("7");
  await dialog.getByRole("checkbox", { name: en("subscriptions.terms") }).check();
  let lost = 0;
  await page.route("**/api/v1/subscriptions", async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    await route.fetch();
    lost += 1;
    // A refusal by something between, since a broken connection would write to the console.
    return route.fulfill({ status: 403, contentType: "text/plain", body: "lost" });
  });
  console.provokes(403, "/subscriptions");
  await dialog.getByRole("button", { name: en("subscriptions.create") }).click();
  await expect(dialog.getByRole("alert")).toBeVisible();
  expect(lost).toBe(1);
  await page.unroute("**/api/v1/subscriptions");
  await dialog.getByRole("button", { name: en("subscriptions.create") }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("row").filter({ hasText: "Lost Answer Ltd" })).toHaveCount(1);
  expect(await count(server, owner.access_token)).toBe(1);
});

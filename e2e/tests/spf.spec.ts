// The card "SPF": domains, what their records come to, what to publish, and the prompt that goes away by itself.

import type { Page } from "@playwright/test";

import { expectAccessible } from "../support/axe.js";
import { NameServer } from "../support/name_server.js";
import type { Server } from "../support/server.js";
import { expect, open, signIn, test as base } from "../support/test.js";
import { en, words } from "../support/words.js";

const OURS = "spf.countersign.example";
const ANNA = { full_name: "Anna Alder", email: "anna@alder.example", password: "copper-lantern-drizzle-58" };

/** With a name server that the server asks. */
const test = base.extend<{ dns: NameServer }>({
  dns: async ({}, use) => {
    const dns = await NameServer.start();
    dns.publish(OURS, "v=spf1 ip4:198.51.100.0/24 -all");
    dns.publish("spf.protection.outlook.com", "v=spf1 ip4:192.0.2.0/24 -all");
    await use(dns);
    dns.stop();
  },
  serverEnv: async ({ dns }, use) => use({ COUNTERSIGN_DNS: dns.address }),
});

const card = (page: Page) => page.locator("#spf");
const row = (page: Page, name: string) => card(page).getByRole("listitem").filter({ has: page.getByRole("heading", { level: 3, name }) });
const prompt = (page: Page, name: string) => page.getByText(en("domains.prompt", { name }));
const subscribe = (server: Server, token: string) =>
  server.subscribe(token, { company_name: "Alder Works", contact: { full_name: ANNA.full_name, email: ANNA.email } });

/** Leads mail through Countersign, for which the record has to be right. */
const lead = (server: Server, token: string, id: string) => server.put(`/subscriptions/${id}/connection/modes/server_side`, { enabled: true }, token);

async function add(page: Page, name: string): Promise<void> {
  await card(page).getByRole("button", { name: en("domains.add") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(en("domains.name")).fill(name);
  await dialog.getByRole("button", { name: en("domains.add_action") }).click();
  await expect(dialog).toHaveCount(0);
}

test("a domain is added, its record is published, and the prompt goes away by itself", async ({ page, owner, server, dns, context }) => {
  dns.publish("alder.example", "v=spf1 include:spf.protection.outlook.com -all");
  const made = await subscribe(server, owner.access_token);
  await signIn(page, owner);
  await open(page, `/subscriptions/${made.id}`);
  await expect(card(page)).toContainText(en("domains.empty_advice"));
  await add(page, "Alder.example");

  // The first check comes by itself.
  await expect(row(page, "alder.example")).toContainText(en("domains.ok_without_us"));
  // No mail comes through Countersign yet, so that nobody has to do anything about the record.
  await expect(prompt(page, "alder.example")).toHaveCount(0);
  await server.put(`/subscriptions/${made.id}/connection/modes/client_side`, { enabled: true }, owner.access_token);
  await expect(page.locator(".row-words", { hasText: en("connections.mode_client_side") })).toBeVisible();
  await expect(prompt(page, "alder.example")).toHaveCount(0);
  await lead(server, owner.access_token, made.id);
  await expect(prompt(page, "alder.example")).toBeVisible();
  const record = `v=spf1 include:spf.protection.outlook.com include:${OURS} -all`;
  await expect(row(page, "alder.example").locator("ins")).toHaveText(`include:${OURS}`);
  await row(page, "alder.example").getByText(en("domains.tree")).click();
  await expect(row(page, "alder.example").locator(".lookups")).toContainText("include:spf.protection.outlook.com");
  await expect(row(page, "alder.example")).toContainText(en("domains.now_and_after", { now: 1, after: 2, allowed: 10 }));
  await expectAccessible(page);

  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await row(page, "alder.example").getByRole("button", { name: en("domains.copy_record") }).click();
  await expect(page.getByRole("status").filter({ hasText: en("common.copied") })).toBeAttached();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(record);

  // A colleague checks: this page follows.
  dns.publish("alder.example", copied);
  const { items } = await server.get<{ items: { id: string }[] }>(`/subscriptions/${made.id}/domains`, owner.access_token);
  await server.post(`/subscriptions/${made.id}/domains/${items[0]?.id}/spf/check`, {}, owner.access_token);
  await expect(prompt(page, "alder.example")).toHaveCount(0);
  await expect(row(page, "alder.example")).toContainText(en("domains.about_ok"));
  await expect(row(page, "alder.example").getByRole("heading", { name: en("domains.record_to_publish") })).toHaveCount(0);
  await expect(page.getByText(`${en("domains.ok_without_us")} → ${en("domains.ok")}`)).toBeVisible();
});

test("what is wrong is said in words, by a check on demand, and a domain is removed", async ({ page, owner, server, dns }) => {
  dns.publish("alder.example", "v=spf1 ip4:192.0.2.300 -all");
  const made = await subscribe(server, owner.access_token);
  await signIn(page, owner);
  await page.goto(`/subscriptions/${made.id}`);
  await add(page, "alder.example");
  const why = en("domains.about_malformed", { domain: "alder.example", position: 8, term: "ip4:192.0.2.300", why: en("domains.invalid_network") });
  await expect(row(page, "alder.example")).toContainText(why);

  dns.publish("alder.example", `v=spf1 ${"a ".repeat(10)}include:${OURS} -all`);
  await row(page, "alder.example").getByRole("button", { name: en("domains.check_label", { name: "alder.example" }) }).click();
  await expect(page.getByText(en("domains.checked", { name: "alder.example", result: en("domains.over_limit") }))).toBeVisible();
  await expect(row(page, "alder.example")).toContainText(en("domains.about_over_limit", { allowed: 10, needed: 11 }));
  // There is no record to publish that it could be held against.
  await expect(row(page, "alder.example")).toContainText(en("domains.now_alone", { allowed: 10, now: 11 }));
  await expectAccessible(page);

  await row(page, "alder.example").getByRole("button", { name: en("domains.remove_label", { name: "alder.example" }) }).click();
  const dialog = page.getByRole("dialog", { name: en("domains.remove_title", { name: "alder.example" }) });
  await dialog.getByRole("button", { name: en("domains.remove") }).click();
  await expect(card(page)).toContainText(en("domains.empty"));
});

test("a domain that is none stays in the form, with the reason beside it", async ({ page, owner, server, console }) => {
  const made = await subscribe(server, owner.access_token);
  await signIn(page, owner);
  await page.goto(`/subscriptions/${made.id}`);
  await card(page).getByRole("button", { name: en("domains.add") }).click();
  const dialog = page.getByRole("dialog");
  const name = dialog.getByLabel(en("domains.name"));
  await name.fill("info@alder.example");
  await dialog.getByRole("button", { name: en("domains.add_action") }).click();
  await expect(name).toHaveAccessibleDescription(new RegExp(en("faults.invalid_domain")));
  // What only the server knows comes to the same field.
  console.provokes(422, "/domains");
  await name.fill("xn--a.example");
  await dialog.getByRole("button", { name: en("domains.add_action") }).click();
  await expect(name).toHaveAccessibleDescription(/\S/);
  await expect(dialog).toBeVisible();
});

test("a customer's administrator does it too, in Dutch and on a phone", async ({ page, owner, server, dns }) => {
  const nl = words("nl");
  dns.publish("xn--bckerei-5wa.example", "v=spf1 -all");
  const made = await subscribe(server, owner.access_token);
  await lead(server, owner.access_token, made.id);
  const anna = await server.accept(ANNA.email, ANNA);
  await server.patch("/me", { locale: "nl" }, anna.access_token);
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page, ANNA);
  await page.goto(`/subscriptions/${made.id}`);
  await card(page).getByRole("button", { name: nl("domains.add") }).click();
  await page.getByRole("dialog").getByLabel(nl("domains.name")).fill("bäckerei.example");
  await page.getByRole("dialog").getByRole("button", { name: nl("domains.add_action") }).click();
  await expect(row(page, "bäckerei.example")).toContainText(nl("domains.ok_without_us"));
  await expect(page.getByText(nl("domains.prompt", { name: "bäckerei.example" }))).toBeVisible();
  await expectAccessible(page);
});

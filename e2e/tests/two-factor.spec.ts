// Two-factor sign-in: set up, signed in with, recovered from, and turned off.

import type { Page } from "@playwright/test";

import { Authenticator } from "../support/authenticator.js";
import { expectAccessible } from "../support/axe.js";
import { link } from "../support/mail.js";
import { expect, signIn, test } from "../support/test.js";
import { en, LANGUAGES, words } from "../support/words.js";

const BEGIN = "/me/two-factor/begin";

/** Turns it on by the API. */
async function turnOn(server: { post<T>(path: string, body: unknown, token?: string): Promise<T> }, who: { access_token: string; password: string }) {
  const { secret } = await server.post<{ secret: string }>(BEGIN, { password: who.password }, who.access_token);
  const authenticator = new Authenticator(secret);
  const { recovery_codes } = await server.post<{ recovery_codes: string[] }>(
    "/me/two-factor/confirm",
    { code: await authenticator.next() },
    who.access_token,
  );
  return { authenticator, codes: recovery_codes };
}

async function fillSignIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel(en("auth.email")).fill(email);
  await page.getByLabel(en("auth.password"), { exact: true }).fill(password);
  await page.getByRole("button", { name: en("auth.sign_in") }).click();
}

test("it is set up with an app, signs in, is recovered from and turned off", async ({ page, owner, visitor, console }) => {
  test.setTimeout(120_000);
  console.provokes(422, BEGIN);
  console.provokes(401, "/auth/login");
  // Turning it off ends the sessions of the browsers before.
  console.provokes(401, "/auth/refresh");
  await signIn(page, owner);
  await page.goto("/settings");
  const row = page.getByRole("listitem").filter({ hasText: en("two_factor.title") });
  await expect(row).toContainText(en("two_factor.about"));
  await row.getByRole("button", { name: en("two_factor.set_up") }).click();

  const dialog = page.getByRole("dialog", { name: en("two_factor.set_up_title") });
  const password = dialog.getByLabel(en("settings.current_password"), { exact: true });
  await expect(password).toBeFocused();
  await password.fill("not-the-password-at-all");
  await dialog.getByRole("button", { name: en("two_factor.go_on") }).click();
  await expect(password).toHaveAccessibleDescription(/not your present password/);
  await password.fill(owner.password);
  const begun = page.waitForResponse((answer) => answer.url().endsWith(BEGIN) && answer.status() === 200);
  await page.keyboard.press("Enter");
  const { secret } = (await (await begun).json()) as { secret: string };

  await expect(dialog.getByRole("img", { name: en("two_factor.qr_label") })).toBeVisible();
  await expect(dialog.locator(".qr svg")).toBeVisible();
  await expect(dialog.getByText(secret)).toBeVisible();
  const code = dialog.getByLabel(en("two_factor.code"), { exact: true });
  await expect(code).toBeFocused();
  await expect(code).toHaveAttribute("autocomplete", "one-time-code");
  await expectAccessible(page);
  await code.fill("12");
  await dialog.getByRole("button", { name: en("two_factor.turn_on") }).click();
  await expect(code).toHaveAccessibleDescription(new RegExp(en("faults.wrong_code")));
  const authenticator = new Authenticator(secret);
  await code.fill(await authenticator.next());
  await page.keyboard.press("Enter");

  const shown = dialog.getByRole("group", { name: en("two_factor.codes_title") });
  await expect(shown).toBeVisible();
  const codes = (await shown.innerText()).split("\n").filter((line) => line !== "");
  expect(codes).toHaveLength(10);
  for (const one of codes) expect(one).toMatch(/^([A-HJ-NP-Z2-9]{4}-){3}[A-HJ-NP-Z2-9]{4}$/);
  await expectAccessible(page);
  const saving = page.waitForEvent("download");
  await dialog.getByRole("button", { name: en("two_factor.save_codes") }).click();
  expect((await saving).suggestedFilename()).toBe("countersign-recovery-codes.txt");
  await dialog.getByRole("button", { name: en("two_factor.kept") }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(en("two_factor.is_on"))).toBeVisible();
  await expect(row).toContainText("10 recovery codes are left.");
  await expectAccessible(page);

  // Another browser: the password alone is not enough.
  const other = await visitor();
  await other.goto("/sign-in?next=%2Fsettings");
  await fillSignIn(other, owner.email, owner.password);
  await expect(other.getByRole("heading", { level: 1, name: en("two_factor.sign_in_title") })).toBeVisible();
  const wanted = other.getByLabel(en("two_factor.code"), { exact: true });
  await expect(wanted).toBeFocused();
  await expect(wanted).toHaveAttribute("inputmode", "numeric");
  await expectAccessible(other);
  await wanted.fill("000000");
  await other.keyboard.press("Enter");
  await expect(other.getByRole("alert")).toHaveText(en("problems.invalid_code"));
  await wanted.fill(await authenticator.next());
  await other.keyboard.press("Enter");
  await expect(other).toHaveURL("/settings");

  // Without the phone.
  const third = await visitor();
  await third.goto("/sign-in");
  await fillSignIn(third, owner.email, owner.password);
  await third.getByRole("button", { name: en("two_factor.use_recovery") }).click();
  const recovery = third.getByLabel(en("two_factor.recovery_code"));
  await expect(recovery).toBeFocused();
  await recovery.fill((codes[0] ?? "").toLowerCase());
  await third.keyboard.press("Enter");
  await expect(third.getByRole("heading", { level: 1, name: en("shell.subscriptions") })).toBeVisible();
  await third.goto("/settings");
  await expect(third.getByRole("listitem").filter({ hasText: en("two_factor.title") })).toContainText("9 recovery codes are left.");

  // New recovery codes, then off.
  const there = third.getByRole("listitem").filter({ hasText: en("two_factor.title") });
  await there.getByRole("button", { name: en("two_factor.new_codes") }).click();
  const renewing = third.getByRole("dialog", { name: en("two_factor.new_codes") });
  await renewing.getByRole("button", { name: en("two_factor.use_recovery") }).click();
  await renewing.getByLabel(en("two_factor.recovery_code")).fill(codes[1] ?? "");
  await renewing.getByRole("button", { name: en("two_factor.make_codes") }).click();
  const renewed = (await renewing.getByRole("group", { name: en("two_factor.codes_title") }).innerText()).split("\n");
  expect(renewed).not.toContain(codes[2]);
  await renewing.getByRole("button", { name: en("two_factor.kept") }).click();
  await expect(there).toContainText("10 recovery codes are left.");
  await there.getByRole("button", { name: en("two_factor.turn_off") }).click();
  const ending = third.getByRole("dialog", { name: en("two_factor.turn_off_title") });
  await expectAccessible(third);
  await ending.getByLabel(en("settings.current_password"), { exact: true }).fill(owner.password);
  await ending.getByRole("button", { name: en("two_factor.use_recovery") }).click();
  await ending.getByLabel(en("two_factor.recovery_code")).fill(renewed[0] ?? "");
  await ending.getByRole("button", { name: en("two_factor.turn_off") }).click();
  await expect(third.getByText(en("two_factor.is_off"))).toBeVisible();
  await expect(there.getByRole("button", { name: en("two_factor.set_up") })).toBeVisible();
});

test("who has the wrong account starts again", async ({ page, owner, server, console }) => {
  console.provokes(401, "/auth/login");
  await turnOn(server, owner);
  await page.goto("/sign-in");
  await fillSignIn(page, owner.email, owner.password);
  await page.getByRole("button", { name: en("two_factor.start_again") }).click();
  await expect(page.getByLabel(en("auth.email"))).toBeFocused();
  await expect(page.getByLabel(en("auth.password"), { exact: true })).toHaveValue("");
});

test("an account with it accepts another invite by password and code", async ({ page, owner, server, console }) => {
  console.provokes(401, "/auth/login");
  const contact = { full_name: "Camille Mercier", email: "camille@mercier.example" };
  await server.subscribe(owner.access_token, { company_name: "Mercier", contact });
  const password = "violet-harbour-tango-93";
  const camille = await server.accept(contact.email, { full_name: contact.full_name, password });
  const { authenticator } = await turnOn(server, { ...camille, password });
  await server.subscribe(owner.access_token, { company_name: "Mercier Sud", contact });
  const mail = await server.mail.waitFor(contact.email, { count: 3 });
  await page.goto(link(mail, "/invites/accept#"));
  await page.getByLabel(en("auth.password"), { exact: true }).fill(password);
  await page.getByRole("button", { name: en("invites.sign_in_and_accept") }).click();
  const code = page.getByLabel(en("two_factor.code"), { exact: true });
  await expect(code).toBeFocused();
  await expectAccessible(page);
  await code.fill(await authenticator.next());
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/");
  await expect(page.getByRole("heading", { name: "Mercier Sud" })).toBeVisible();
});

test("an owner sees in the team who has it, and reads of it in the activity", async ({ page, owner, server }) => {
  const { authenticator } = await turnOn(server, owner);
  await signIn(page, { ...owner, code: await authenticator.next() });
  await page.goto("/settings?section=team");
  const own = page.getByRole("row").filter({ hasText: owner.email });
  await expect(page.getByRole("columnheader", { name: en("two_factor.column") })).toBeVisible();
  await expect(own.getByRole("cell", { name: en("two_factor.on"), exact: true })).toBeVisible();
  await page.goto("/activity");
  await expect(page.getByText(en("events.reseller_member_two_factor_on", { name: owner.full_name }))).toBeVisible();
});

test("every language has the second step", async ({ owner, server, visitor, console }) => {
  console.provokes(401, "/auth/login");
  await turnOn(server, owner);
  for (const language of LANGUAGES) {
    const [say, page] = [words(language), await visitor({ locale: language })];
    await page.goto("/sign-in");
    await page.getByLabel(say("auth.email")).fill(owner.email);
    await page.getByLabel(say("auth.password"), { exact: true }).fill(owner.password);
    await page.getByRole("button", { name: say("auth.sign_in") }).click();
    await expect(page.getByRole("heading", { level: 1, name: say("two_factor.sign_in_title") })).toBeVisible();
    await expect(page.getByRole("button", { name: say("two_factor.use_recovery") })).toBeVisible();
  }
});

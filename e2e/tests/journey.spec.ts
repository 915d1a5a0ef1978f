// The whole way, once in English and once in French: from an empty machine to a customer who has accepted an invite, and
// on to the end of the subscription. Two browsers, one for the reseller and one for the customer. The labels that people
// know are written out here; other sentences come from the app's own files.

import { expectAccessible } from "../support/axe.js";
import { link } from "../support/mail.js";
import { OWNER } from "../support/server.js";
import { expect, test } from "../support/test.js";
import { words } from "../support/words.js";

const CUSTOMER = { company: "Vantaa Vesi Oy", name: "Aino Aalto", email: "aino@vantaavesi.example", password: "copper-lantern-drizzle-58" };

const KNOWN = {
  en: {
    tag: "en-GB",
    newSubscription: "New customer subscription",
    product: "Product",
    google: "Signatures for Google Workspace",
    company: "Customer company name",
    users: "Number of users",
    edit: "Let customers edit signatures?",
    contact: "Customer contact name",
    contactEmail: "Customer email address",
    create: "Create",
    columns: ["Customer", "Product", "Number of users", "Status", "Next payment date"],
    manage: "Manage",
    archived: "Archived subscriptions",
    cancel: "Cancel subscription",
    subject: "Invitation from Olga Ostrova (Northwind IT): Signatures for Google Workspace",
    secret: /payment|plan|standard|monthly|price|billing|€/i,
  },
  fr: {
    tag: "fr-FR",
    newSubscription: "Nouvel abonnement client",
    product: "Produit",
    google: "Signatures pour Google Workspace",
    company: "Nom de l'entreprise du client",
    users: "Nombre d'utilisateurs",
    edit: "Laisser les clients modifier les signatures ?",
    contact: "Nom de contact du client",
    contactEmail: "Adresse e-mail du client",
    create: "Créer",
    columns: ["Client", "Produit", "Nombre d'utilisateurs", "Statut", "Date du prochain paiement"],
    manage: "Gérer",
    archived: "Abonnements archivés",
    cancel: "Annuler l'abonnement",
    subject: "Invitation : Olga Ostrova (Northwind IT) vous invite à utiliser Signatures pour Google Workspace",
    secret: /paiement|formule|standard|mensuel|prix|facturation|€/i,
  },
} as const;

for (const language of ["en", "fr"] as const) {
  const known = KNOWN[language];
  const say = words(language);

  test.describe(language, () => {
    test.use({ locale: known.tag });

    test(`from an empty machine to a customer who has accepted, in ${language}`, async ({ server, page, visitor }) => {
      test.setTimeout(180_000);
      let subscription = "";

      await test.step("the reseller sets the installation up", async () => {
        await page.goto("/");
        await expect(page).toHaveURL("/setup");
        const printed = /http\S*\/setup#\S+/.exec(server.log)?.[0];
        expect(printed, server.log).toBeDefined();
        await page.goto("about:blank");
        await page.goto(printed ?? "");
        await expect(page.getByRole("heading", { level: 1, name: say("auth.setup_title") })).toBeVisible();
        await expect(page).toHaveURL("/setup");
        await expect(page.locator("html")).toHaveAttribute("lang", language);
        await expectAccessible(page);
        await page.getByLabel(say("auth.setup_company")).fill(OWNER.reseller_name);
        await page.getByLabel(say("auth.full_name")).fill(OWNER.full_name);
        await page.getByLabel(say("auth.email")).fill(OWNER.email);
        await page.getByLabel(say("auth.password"), { exact: true }).fill(OWNER.password);
        await expect(page.getByText(say("auth.strength_strong"))).toBeVisible();
        await page.getByRole("button", { name: say("auth.setup_action") }).click();
        await expect(page).toHaveURL("/");
        await expect(page.getByText(say("subscriptions.empty"), { exact: true })).toBeVisible();
        await expectAccessible(page);
      });

      await test.step("creates a subscription whose customer edits signatures", async () => {
        await page.getByRole("button", { name: known.newSubscription }).first().click();
        const dialog = page.getByRole("dialog", { name: known.newSubscription });
        await expect(dialog.getByRole("group", { name: known.product })).toBeVisible();
        await expect(dialog.getByLabel(known.contact)).toHaveCount(0);
        await dialog.getByRole("radio", { name: known.google }).check();
        await dialog.getByLabel(known.company).fill(CUSTOMER.company);
        await dialog.getByLabel(known.users).fill("25");
        await dialog.getByLabel(say("subscriptions.plan_after")).selectOption({ label: say("subscriptions.plan_standard") });
        await dialog.getByRole("switch", { name: known.edit }).check();
        await dialog.getByLabel(known.contact).fill(CUSTOMER.name);
        await dialog.getByLabel(known.contactEmail).fill(CUSTOMER.email);
        await expect(dialog.getByLabel(say("subscriptions.mail_language"))).toHaveValue(language);
        await dialog.getByRole("checkbox", { name: say("subscriptions.terms") }).check();
        await expectAccessible(page);
        await dialog.getByRole("button", { name: known.create }).click();
        await expect(dialog).toBeHidden();
        await expect(page.getByText(say("subscriptions.created_invited", { company: CUSTOMER.company, email: CUSTOMER.email }))).toBeVisible();

        const heads = page.getByRole("table", { name: say("subscriptions.list_caption") }).getByRole("columnheader");
        for (const column of known.columns) await expect(heads.filter({ hasText: column })).toBeVisible();
        const row = page.getByRole("row").filter({ hasText: CUSTOMER.company });
        await expect(row.getByRole("cell", { name: "25", exact: true })).toBeVisible();
        await expect(row.getByText(say("subscriptions.row_trial_days", { count: 14 }))).toBeVisible();
        await expectAccessible(page);
        await row.getByRole("link", { name: known.manage }).click();
        await expect(page.getByRole("heading", { level: 1, name: CUSTOMER.company })).toBeFocused();
        subscription = new URL(page.url()).pathname;
        await expect(page.getByText(say("subscriptions.days_left", { count: 14, total: 14 }))).toBeVisible();
        await expectAccessible(page);
      });

      const theirs = await visitor();
      await test.step("the customer accepts the invite of the mail, and sees only what is theirs", async () => {
        const mail = await server.mail.waitFor(CUSTOMER.email);
        expect(mail.subject).toBe(known.subject);
        expect(mail.text).toContain(CUSTOMER.company);
        await theirs.goto(link(mail, "/invites/accept#"));
        await expect(theirs.getByRole("heading", { level: 1, name: say("invites.title", { name: CUSTOMER.company }) })).toBeVisible();
        await expect(theirs).toHaveURL("/invites/accept");
        await expect(theirs.getByText(known.google)).toBeVisible();
        await expect(theirs.getByLabel(say("invites.user_name"))).toHaveValue(CUSTOMER.email);
        await expect(theirs.getByLabel(say("invites.user_name"))).not.toBeEditable();
        await expect(theirs.getByLabel(say("auth.full_name"))).toHaveValue(CUSTOMER.name);
        await theirs.getByLabel(say("auth.phone")).fill("+358 9 123 4567");
        await theirs.getByLabel(say("auth.password"), { exact: true }).fill("password1234");
        await expect(theirs.getByText(say("auth.strength_weak"))).toBeVisible();
        await theirs.getByLabel(say("auth.password"), { exact: true }).fill(CUSTOMER.password);
        await expect(theirs.getByText(say("auth.strength_strong"))).toBeVisible();
        await expectAccessible(theirs);
        await theirs.getByRole("button", { name: say("invites.accept") }).click();

        await expect(theirs.getByRole("heading", { level: 1, name: say("customers.title") })).toBeVisible();
        await expect(theirs.getByText(say("invites.your_welcome", { name: CUSTOMER.name }))).toBeVisible();
        await expect(theirs.getByRole("heading", { level: 2, name: CUSTOMER.company })).toBeVisible();
        await expect(theirs.getByText(OWNER.reseller_name)).toBeVisible();
        await expectAccessible(theirs);
        await expect(theirs.locator("body")).not.toContainText(known.secret);
        await theirs.getByRole("link", { name: say("customers.open_label", { company: CUSTOMER.company }) }).click();
        await expect(theirs.getByRole("heading", { level: 1, name: CUSTOMER.company })).toBeVisible();
        await expect(theirs.getByRole("main").getByText(CUSTOMER.email)).toBeVisible();
        await expectAccessible(theirs);
        await expect(theirs.locator("body")).not.toContainText(known.secret);
      });

      await test.step("the reseller sees who joined, activates, cancels, keeps", async () => {
        await page.reload();
        const people = page.getByRole("table", { name: say("members.title") });
        const person = people.getByRole("row").filter({ hasText: CUSTOMER.email });
        await expect(person.getByText(say("members.joined"), { exact: true })).toBeVisible();
        await expect(page.getByText(say("events.invite_accepted", { name: CUSTOMER.name }))).toBeVisible();

        await page.getByRole("button", { name: say("subscriptions.activate") }).click();
        const activating = page.getByRole("dialog", { name: say("subscriptions.activate_title", { company: CUSTOMER.company }) });
        await expect(activating.getByLabel(say("subscriptions.plan"))).toHaveValue("standard");
        await expectAccessible(page);
        await activating.getByRole("button", { name: say("subscriptions.activate") }).click();
        await expect(page.getByText(say("subscriptions.activated", { company: CUSTOMER.company }))).toBeVisible();
        await expect(page.getByText(say("subscriptions.status_active"), { exact: true })).toBeVisible();

        await page.getByRole("button", { name: known.cancel }).click();
        const cancelling = page.getByRole("dialog", { name: say("subscriptions.cancel_title", { company: CUSTOMER.company }) });
        await expectAccessible(page);
        await cancelling.getByLabel(say("subscriptions.reason")).fill("They merge with another company");
        await cancelling.getByRole("button", { name: known.cancel }).click();
        await expect(page.getByText(say("subscriptions.status_cancel_pending"), { exact: true })).toBeVisible();
        await expectAccessible(page);
        await page.getByRole("button", { name: say("subscriptions.keep") }).click();
        await expect(page.getByText(say("subscriptions.kept", { company: CUSTOMER.company }))).toBeVisible();
        await expect(page.getByText(say("subscriptions.status_active"), { exact: true })).toBeVisible();
      });

      await test.step("ends it at once, and finds it among the archived ones", async () => {
        await page.getByRole("button", { name: known.cancel }).click();
        const cancelling = page.getByRole("dialog", { name: say("subscriptions.cancel_title", { company: CUSTOMER.company }) });
        await cancelling.getByRole("radio", { name: say("subscriptions.when_now") }).check();
        await cancelling.getByLabel(say("subscriptions.reason")).fill("They merged with another company");
        await cancelling.getByRole("button", { name: known.cancel }).click();
        await expect(page.getByText(say("subscriptions.ended_toast", { company: CUSTOMER.company }))).toBeVisible();
        await page.goto("/");
        await expect(page.getByText(say("subscriptions.empty"), { exact: true })).toBeVisible();
        await page.getByRole("link", { name: known.archived }).click();
        await expect(page.getByRole("heading", { level: 1, name: known.archived })).toBeFocused();
        const row = page.getByRole("row").filter({ hasText: CUSTOMER.company });
        await expect(row.getByText("They merged with another company")).toBeVisible();
        await expectAccessible(page);
        await row.getByRole("link", { name: known.manage }).click();
        await expect(page).toHaveURL(subscription);
        await expect(page.getByText(say("subscriptions.status_ended"), { exact: true }).first()).toBeVisible();
        await expectAccessible(page);
      });

      await test.step("everything is told in the activity", async () => {
        await page.getByRole("link", { name: say("events.title") }).click();
        await expect(page.getByRole("heading", { level: 1, name: say("events.title") })).toBeVisible();
        for (const happened of ["named_created", "named_activated", "named_cancel_requested", "named_kept", "named_ended_by"]) {
          const sentence = say(`events.${happened}`, { actor: OWNER.full_name, name: CUSTOMER.company });
          await expect(page.getByRole("listitem").filter({ hasText: sentence }).first()).toBeVisible();
        }
        await expectAccessible(page);
      });

      await test.step("both sign out", async () => {
        for (const [who, screen] of [
          [OWNER.full_name, page],
          [CUSTOMER.name, theirs],
        ] as const) {
          await screen.getByRole("button", { name: new RegExp(`^${who}`) }).click();
          await screen.getByRole("button", { name: say("shell.sign_out") }).click();
          await expect(screen.getByRole("heading", { level: 1, name: say("auth.sign_in") })).toBeVisible();
        }
        await expectAccessible(page);
      });
    });
  });
}

# The mails. Names come from people: they stand where no grammar bends them.

date = { $day } { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    } { $year }

product-microsoft-365 = Signatures for Microsoft 365
product-google-workspace = Signatures for Google Workspace
role-owner = Owner
role-admin = Administrator
role-billing = Billing
role-support = Support
role-editor = Editor

mail-greeting = Hello { $name },
mail-copy-link = If the button does not work, copy this address into your browser:
mail-fact-product = Product
mail-fact-company = Company
mail-fact-reseller = Provided by
mail-fact-reseller-team = Reseller
mail-fact-role = Your role
mail-fact-invited-by = Invited by
mail-fact-expires = Valid until
mail-fact-new-email = New address
mail-fact-codes-left = Recovery codes left
mail-footer-reseller = Sent by Countersign on behalf of { $reseller }.
mail-footer = Sent by Countersign, the portal for email signatures.

mail-invite-subject = Invitation from { $reseller }: { $product }
mail-invite-subject-by = Invitation from { $inviter } ({ $reseller }): { $product }
mail-invite-heading = You are invited to manage your company's email signatures
mail-invite-intro = { $reseller } invites you to { $product } for { $company }.
mail-invite-intro-by = { $inviter } of { $reseller } invites you to { $product } for { $company }.
mail-invite-role-admin = As an administrator you edit the signatures, invite colleagues and look after the connection to your mail system.
mail-invite-role-editor = As an editor you write and maintain the signatures that go out with every email.
mail-invite-button = Accept the invitation
mail-invite-next = You choose a password and can start at once. If you already have an account with this email address, sign in with it.
mail-invite-note = This link is meant for you alone and works once, until { $date }. If you did not expect this invitation, you can ignore this email: nothing happens without you.

mail-colleague-subject = Invitation from { $reseller }: join the team in Countersign
mail-colleague-subject-by = Invitation from { $inviter }: join { $reseller } in Countersign
mail-colleague-heading = You are invited to join the team of { $reseller }
mail-colleague-intro = { $reseller } invites you to Countersign, where its team manages the email signature subscriptions of its customers.
mail-colleague-intro-by = { $inviter } invites you to Countersign, where the team of { $reseller } manages the email signature subscriptions of its customers.

mail-reset-subject = Set a new password for Countersign
mail-reset-heading = Set a new password
mail-reset-intro = We received a request to set a new password for your Countersign account. Choose it here:
mail-reset-button = Choose a new password
mail-reset-note = The link is valid for one hour and works once. After that you are signed out on all devices.
mail-reset-ignore = If you did not ask for this, you can ignore this email: your password stays as it is.

mail-confirm-subject = Confirm your new email address
mail-confirm-heading = Confirm your new email address
mail-confirm-intro = You want to sign in to Countersign with this email address from now on. Please confirm that it is yours:
mail-confirm-button = Confirm the address
mail-confirm-note = The link works once and for a limited time. Until you confirm, your present address stays in use.
mail-confirm-ignore = If you did not ask for this, you can ignore this email: nothing changes.

mail-email-changed-subject = Your email address was changed
mail-email-changed-heading = Your email address was changed
mail-email-changed-intro = Your Countersign account now has another email address. You sign in with the new one from now on; this address is no longer used.
mail-email-changed-warning = If this was not you, tell the people who gave you access at once: somebody else may be using your account.

mail-password-changed-subject = Your password was changed
mail-password-changed-heading = Your password was changed
mail-password-changed-intro = The password of your Countersign account has just been changed.
mail-password-changed-ok = If this was you, there is nothing more to do.
mail-password-changed-warning = If this was not you, choose “Forgot password” on the sign-in page at once to set a new one, and tell the people who gave you access.

mail-two-factor-on-subject = Two-factor sign-in was turned on
mail-two-factor-on-heading = Two-factor sign-in is on
mail-two-factor-on-intro = Your Countersign account now asks for a code of your authenticator app each time you sign in.
mail-two-factor-on-ok = Keep your recovery codes in a safe place: they let you in if you lose the app. All other sessions were ended.

mail-two-factor-off-subject = Two-factor sign-in was turned off
mail-two-factor-off-heading = Two-factor sign-in is off
mail-two-factor-off-intro = Your Countersign account no longer asks for a code: from now on the password alone is enough to sign in.
mail-two-factor-off-ok = If this was you, there is nothing more to do. You can turn it on again in the settings at any time.

mail-two-factor-operator-subject = Two-factor sign-in was turned off by the operator
mail-two-factor-operator-heading = Two-factor sign-in is off
mail-two-factor-operator-intro = The operator of this Countersign installation has turned off two-factor sign-in for your account: from now on the password alone is enough to sign in.
mail-two-factor-operator-ok = If you asked for this, sign in and set it up again in the settings. You were signed out on all devices.

mail-recovery-code-subject = A recovery code was used
mail-recovery-code-heading = A recovery code was used
mail-recovery-code-intro = One of the recovery codes of your Countersign account has just been used in place of a code of your authenticator app.
mail-recovery-code-ok = If this was you, there is nothing more to do. When few codes are left, make new ones in the settings.

mail-recovery-codes-subject = You have new recovery codes
mail-recovery-codes-heading = You have new recovery codes
mail-recovery-codes-intro = New recovery codes were made for your Countersign account. The earlier ones no longer work.
mail-recovery-codes-ok = If this was you, there is nothing more to do.

mail-two-factor-warning = If this was not you, choose “Forgot password” on the sign-in page at once to set a new one, and tell the people who gave you access.

days = { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
plan-starter = Starter
plan-standard = Standard
plan-pro = Pro
term-monthly = monthly
term-annual = annual
mail-fact-seats = Number of users
mail-fact-plan = Plan
mail-subscription-button = Open the subscription
mail-trial-opt-out = You get this email as an owner or administrator. In your profile you can switch emails about trials off.

mail-trial-ends-subject = { $company }: the trial ends in { $days }
mail-trial-ends-heading = A trial ends in { $days }
mail-trial-ends-intro = The trial of { $company } ends on { $date }, and no plan is chosen yet.
mail-trial-ends-next = Choose a plan to go on without a break, or make the trial longer. Without a plan, email goes out without signatures from then on; all data is kept for 30 days.

mail-trial-converts-subject = { $company }: the trial ends in { $days }
mail-trial-converts-heading = A trial ends in { $days }
mail-trial-converts-intro = The trial of { $company } ends on { $date }. It then becomes a paid subscription by itself.
mail-trial-converts-next = You need not do anything. Until then you can choose another plan, or end the trial.

mail-trial-expired-subject = { $company }: the trial is over
mail-trial-expired-heading = A trial is over
mail-trial-expired-intro = The trial of { $company } ran out without a plan. Its email goes out without signatures now.
mail-trial-expired-next = All data is kept until { $date }: until then you can still choose a plan and go on.

mail-trial-converted-subject = { $company } is a paid subscription now
mail-trial-converted-heading = A trial became a paid subscription
mail-trial-converted-intro = The trial of { $company } is over, and the paid subscription has begun.
mail-trial-converted-next = The next payment is due on { $date }.

mail-erasure-subject = { $company }: data will be erased on { $date }
mail-erasure-heading = Data will soon be erased
mail-erasure-intro = The subscription of { $company } ended some time ago. Its personal data will be erased on { $date }.
mail-erasure-next = Until then you can bring the subscription back, with all its data. After that only its number, its events and its statements remain.

mail-fact-domain = Sender domain
mail-fact-spf = SPF record
mail-fact-spf-record = Record to publish
mail-spf-subject = { $company }: the SPF record of { $domain } needs attention
mail-spf-heading = An SPF record changed for the worse
mail-spf-intro = The SPF record of { $domain } was changed, and is not right for { $company } any more. Receivers may refuse mail, or take it for spam.
mail-spf-next = Publish the record at the domain's DNS provider. Countersign checks every hour until it is right.
spf-ok = right
spf-ok-without-us = right, but does not let Countersign send
spf-missing = there is none
spf-multiple = there are several
spf-malformed = can't be read
spf-over-limit = needs more than 10 look-ups
spf-void-limit = has look-ups that find nothing
spf-dns-error = DNS does not answer

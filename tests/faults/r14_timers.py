"""R14: timers that are all due at once, two servers that look for them, and one that dies meanwhile. Each fires exactly
once. And a job whose worker died in its middle is taken over by the other server, when its time is up and not before."""

import asyncio
import time

from core.installation import Installation, order, with_contact
from core.mail_server import MailServer
from core.scale import Scale, go
from core.wait import at_once, until
from kit.report import check, note

SHORT = {"timers": 300, "lease": 0}
LONG = {"timers": 10_000, "lease": 125}  # seconds that are waited for a dead worker's job; 0: they are made to pass
FIRED = "events WHERE kind IN ('subscription.renewed', 'trial.expired')"
NOTICES = "jobs WHERE kind = 'mail_notice'"
# By today's date at the server: trials that ran out a minute ago, and paid months that end today.
DUE = """
    UPDATE subscriptions SET period_start = current_date - interval '1 month', period_anchor = current_date - interval '1 month',
        period_end = current_date, next_payment_date = current_date WHERE lifecycle = 'active';
    UPDATE trials SET ends_at = now() - interval '1 minute', reminded = 1 WHERE outcome = 'running';
    UPDATE timers SET due_at = now() - interval '1 minute'"""


async def make(at: Installation, count: int) -> None:
    """Half are trials, half are paid by the month."""
    paid = {"skip_trial": True, "plan": "standard", "term": "monthly"}
    answers = await at_once((at.clients[n % 2].post("/subscriptions", order(f"timer-{n}", **(paid if n % 2 else {}))) for n in range(count)), 16)
    check(f"{count} subscriptions are made", {answer.status for answer in answers} == {201}, answers[:2])


async def timers(at: Installation, scale: Scale) -> None:
    count, (one, other) = scale.timers, at.servers
    await make(at, count)
    for server in at.servers:
        server.kill()
    at.db.run(DUE)
    before = at.db.count("charges")
    began = time.monotonic()
    for server in at.servers:
        server.begin()
    await until(lambda: at.db.count(FIRED) >= count // 10, 120, every=0.02)
    one.kill()
    caught = at.db.count(FIRED)
    done = await until(lambda: at.db.count(FIRED) >= count, 600)
    took = time.monotonic() - began
    await one.start()
    await until(other.is_ready)
    check(f"one server is killed after {caught} of {count} timers, and the other sees to the rest", done and caught < count, (caught, at.db.count(FIRED)))
    sent = await until(lambda: at.db.count(f"{NOTICES} AND state = 'done'") >= count // 2 - 16, 300)
    fired = at.db.count(FIRED), at.db.count(f"(SELECT DISTINCT subscription_id FROM {FIRED}) f")
    check("each timer fired once", fired == (count, count), fired)
    charged = at.db.count("charges") - before, at.db.count("(SELECT subscription_id FROM charges GROUP BY subscription_id HAVING count(*) <> 2) c")
    check("each paid month is charged once more", charged == (count // 2, 0), charged)
    expired = at.db.count("subscriptions WHERE lifecycle = 'trial_expired'")
    check("each trial is over", expired == count // 2, expired)
    notices = at.db.count(NOTICES)
    check("of each of these one mail is written", notices == count // 2 and sent, notices)
    left = at.db.count("timers WHERE due_at <= now()"), at.db.count("timers WHERE failures > 0"), at.db.count("timers")
    check("none is due still, none failed, and each has its next", left == (0, 0, count), left)
    gaps = at.db.count("(SELECT reseller_id FROM events GROUP BY reseller_id HAVING max(seq) <> count(*)) g")
    check("the numbers of the events have no gap", gaps == 0, gaps)
    note(f"{count} timers within {took:.1f} s, one of two servers killed")


async def taken_over(at: Installation, scale: Scale, mails: MailServer) -> None:
    one, other = at.servers
    # What the dead one had in hand first.
    at.db.run(f"UPDATE jobs SET due_at = {at.db.later('due_at', -130)} WHERE kind = 'mail_notice' AND state = 'pending'")
    await until(lambda: at.db.count(f"{NOTICES} AND state = 'pending'") == 0, 60)
    other.kill()
    taken = len(mails.taken)
    mails.hold()
    name = "taken-over"
    await at.client.post("/subscriptions", with_contact(name))
    await until(lambda: mails.holding)
    check("a worker is in the middle of a mail", mails.holding == 1, mails.holding)
    one.kill()
    await other.start()
    job = "jobs WHERE kind = 'mail_invite' AND state = 'pending' AND attempts = 1"
    await asyncio.sleep(1.5)
    check("it dies, and the other leaves the job alone while it could live", at.db.count(job) == 1)
    mails.let_go()
    if scale.lease:
        await until(lambda: at.db.count(job) == 0, scale.lease)
    else:
        at.db.run(f"UPDATE jobs SET due_at = {at.db.later('due_at', -120)} WHERE kind = 'mail_invite' AND state = 'pending'")
    done = await until(lambda: at.db.count("jobs WHERE kind = 'mail_invite' AND state = 'done' AND attempts = 2") == 1, 30)
    check("after two minutes it takes it over", done, at.db.rows("SELECT state, attempts, last_error FROM jobs WHERE kind = 'mail_invite'"))
    invited = [mail for mail in mails.taken[taken:] if mail[0].startswith(name)]
    check("and the mail arrives once", len(invited) == 1, invited)


async def main(scale: Scale) -> None:
    mails = MailServer()
    await mails.come()
    try:
        async with Installation("postgres", replicas=2, SMTP_URL=mails.url) as at:
            await timers(at, scale)
            await taken_over(at, scale, mails)
    finally:
        await mails.go_away()


if __name__ == "__main__":
    go(main, SHORT, LONG, databases=("postgres",))

//! diesel's tables; the migrations are their source, and a test holds the two side by side.

diesel::table! {
    use diesel::sql_types::*;
    use shared::sql::{XInstant, XUuid};

    resellers (id) {
        id -> XUuid,
        name -> Text,
        email -> Text,
        event_seq -> BigInt,
        created_at -> XInstant,
        updated_at -> XInstant,
        version -> BigInt,
        currency -> Text,
        sandbox_offset -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use shared::sql::{XInstant, XUuid};

    installation (id) {
        id -> BigInt,
        setup_code_hash -> Binary,
        created_at -> XInstant,
        set_up_at -> Nullable<XInstant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use shared::sql::{XInstant, XUuid};

    accounts (id) {
        id -> XUuid,
        email -> Text,
        email_key -> Text,
        full_name -> Text,
        phone -> Nullable<Text>,
        locale -> Text,
        password_hash -> Text,
        created_at -> XInstant,
        updated_at -> XInstant,
        version -> BigInt,
        trial_mails -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use shared::sql::{XInstant, XUuid};

    api_keys (id) {
        id -> XUuid,
        reseller_id -> XUuid,
        name -> Text,
        prefix -> Text,
        secret_hash -> Binary,
        scope_read -> Bool,
        scope_write -> Bool,
        scope_billing -> Bool,
        created_by -> Nullable<XUuid>,
        created_at -> XInstant,
        expires_at -> Nullable<XInstant>,
        last_used_at -> Nullable<XInstant>,
        revoked_at -> Nullable<XInstant>,
        version -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use shared::sql::{XInstant, XUuid};

    reseller_members (id) {
        id -> XUuid,
        reseller_id -> XUuid,
        account_id -> XUuid,
        role -> Text,
        created_at -> XInstant,
        version -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use shared::sql::{XInstant, XUuid};

    sessions (id) {
        id -> XUuid,
        account_id -> XUuid,
        user_agent -> Nullable<Text>,
        address -> Nullable<Text>,
        created_at -> XInstant,
        last_used_at -> XInstant,
        expires_at -> XInstant,
        revoked_at -> Nullable<XInstant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use shared::sql::{XInstant, XUuid};

    refresh_tokens (token_hash) {
        token_hash -> Binary,
        session_id -> XUuid,
        created_at -> XInstant,
        used_at -> Nullable<XInstant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use shared::sql::{XInstant, XUuid};

    password_resets (token_hash) {
        token_hash -> Binary,
        account_id -> XUuid,
        created_at -> XInstant,
        expires_at -> XInstant,
        used_at -> Nullable<XInstant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use shared::sql::{XInstant, XUuid};

    email_changes (token_hash) {
        token_hash -> Binary,
        account_id -> XUuid,
        new_email -> Text,
        new_email_key -> Text,
        created_at -> XInstant,
        expires_at -> XInstant,
        used_at -> Nullable<XInstant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use shared::sql::{XInstant, XUuid};

    attempts (counter, window_start) {
        counter -> Binary,
        window_start -> XInstant,
        count -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use shared::sql::{XInstant, XUuid};

    subscriptions (id) {
        id -> XUuid,
        reseller_id -> XUuid,
        product -> Text,
        company_name -> Text,
        company_key -> Text,
        seats -> BigInt,
        lifecycle -> Text,
        status -> Text,
        status_rank -> BigInt,
        archived -> Bool,
        customer_edits_signatures -> Bool,
        locale -> Text,
        plan -> Nullable<Text>,
        term -> Nullable<Text>,
        purchased_at -> Nullable<XInstant>,
        period_anchor -> Nullable<Date>,
        period_start -> Nullable<Date>,
        period_end -> Nullable<Date>,
        overdue_since -> Nullable<Date>,
        next_payment_date -> Nullable<Date>,
        payment_rank_asc -> BigInt,
        payment_rank_desc -> BigInt,
        external_ref -> Nullable<Text>,
        metadata -> Text,
        terms_accepted_at -> XInstant,
        end_reason -> Nullable<Text>,
        ended_at -> Nullable<XInstant>,
        created_at -> XInstant,
        updated_at -> XInstant,
        version -> BigInt,
        erasure_announced_at -> Nullable<XInstant>,
        erased_at -> Nullable<XInstant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use shared::sql::{XInstant, XUuid};

    subscription_counts (reseller_id, status, product, trial_day, payment_day) {
        reseller_id -> XUuid,
        status -> Text,
        product -> Text,
        trial_day -> Nullable<BigInt>,
        payment_day -> Nullable<BigInt>,
        subscriptions -> BigInt,
        seats -> BigInt,
        counted_at -> Nullable<XInstant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use shared::sql::{XInstant, XUuid};

    search_words (reseller_id, word, subscription_id) {
        reseller_id -> XUuid,
        word -> Text,
        subscription_id -> XUuid,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use shared::sql::{XInstant, XUuid};

    holds (subscription_id, kind) {
        subscription_id -> XUuid,
        kind -> Text,
        reseller_id -> XUuid,
        reason -> Nullable<Text>,
        since -> XInstant,
        account_id -> Nullable<XUuid>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use shared::sql::{XInstant, XUuid};

    scheduled_changes (id) {
        id -> XUuid,
        reseller_id -> XUuid,
        subscription_id -> XUuid,
        kind -> Text,
        at -> XInstant,
        new_value -> Nullable<Text>,
        created_at -> XInstant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use shared::sql::{XInstant, XUuid};

    trials (subscription_id) {
        subscription_id -> XUuid,
        reseller_id -> XUuid,
        started_at -> XInstant,
        ends_at -> XInstant,
        outcome -> Text,
        ended_at -> Nullable<XInstant>,
        extensions -> BigInt,
        extended_days -> BigInt,
        reminded -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use shared::sql::{XInstant, XUuid};

    plan_prices (currency, plan, term) {
        currency -> Text,
        plan -> Text,
        term -> Text,
        unit_price -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use shared::sql::{XInstant, XUuid};

    charges (id) {
        id -> XUuid,
        reseller_id -> XUuid,
        subscription_id -> XUuid,
        kind -> Text,
        date -> Date,
        period_start -> Date,
        period_end -> Date,
        seats -> BigInt,
        plan -> Text,
        term -> Text,
        unit_price -> BigInt,
        amount -> BigInt,
        currency -> Text,
        created_at -> XInstant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use shared::sql::{XInstant, XUuid};

    timers (subscription_id) {
        subscription_id -> XUuid,
        reseller_id -> XUuid,
        due_at -> XInstant,
        failures -> BigInt,
        last_error -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use shared::sql::{XInstant, XUuid};

    subscription_members (id) {
        id -> XUuid,
        reseller_id -> XUuid,
        subscription_id -> XUuid,
        account_id -> XUuid,
        role -> Text,
        created_at -> XInstant,
        version -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use shared::sql::{XInstant, XUuid};

    invites (id) {
        id -> XUuid,
        reseller_id -> XUuid,
        subscription_id -> Nullable<XUuid>,
        email -> Text,
        email_key -> Text,
        full_name -> Text,
        role -> Text,
        locale -> Text,
        token_hash -> Binary,
        state -> Text,
        delivery -> Text,
        delivery_detail -> Nullable<Text>,
        sent_at -> Nullable<XInstant>,
        expires_at -> XInstant,
        invited_by -> Nullable<XUuid>,
        created_at -> XInstant,
        accepted_at -> Nullable<XInstant>,
        accepted_by -> Nullable<XUuid>,
        version -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use shared::sql::{XInstant, XUuid};

    dead_tokens (token_hash) {
        token_hash -> Binary,
        invite_id -> XUuid,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use shared::sql::{XInstant, XUuid};

    connections (subscription_id) {
        subscription_id -> XUuid,
        reseller_id -> XUuid,
        setup -> Text,
        status -> Text,
        modes -> Text,
        updated_at -> XInstant,
        version -> BigInt,
        tenant -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use shared::sql::XUuid;

    service_accounts (subscription_id) {
        subscription_id -> XUuid,
        reseller_id -> XUuid,
        administrator -> Text,
        client_id -> Nullable<Text>,
        sealed_key -> Nullable<Binary>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use shared::sql::{XInstant, XUuid};

    connection_consents (state_hash) {
        state_hash -> Binary,
        reseller_id -> XUuid,
        subscription_id -> XUuid,
        actor_kind -> Text,
        actor_id -> XUuid,
        expires_at -> XInstant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use shared::sql::{XInstant, XUuid};

    directory_people (id) {
        id -> XUuid,
        reseller_id -> XUuid,
        subscription_id -> XUuid,
        external_id -> Nullable<Text>,
        email -> Text,
        email_key -> Text,
        display_name -> Text,
        name_key -> Text,
        search -> Text,
        profile -> Text,
        takes_seat -> Bool,
        generation -> BigInt,
        created_at -> XInstant,
        updated_at -> XInstant,
        version -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use shared::sql::{XInstant, XUuid};

    directory_groups (id) {
        id -> XUuid,
        reseller_id -> XUuid,
        subscription_id -> XUuid,
        external_id -> Text,
        name -> Text,
        name_key -> Text,
        email -> Nullable<Text>,
        search -> Text,
        people -> BigInt,
        generation -> BigInt,
        created_at -> XInstant,
        updated_at -> XInstant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use shared::sql::{XInstant, XUuid};

    directory_links (subscription_id, group_external_id, member_external_id) {
        reseller_id -> XUuid,
        subscription_id -> XUuid,
        group_external_id -> Text,
        member_external_id -> Text,
        generation -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use shared::sql::{XInstant, XUuid};

    directory_memberships (group_id, person_id) {
        reseller_id -> XUuid,
        subscription_id -> XUuid,
        group_id -> XUuid,
        person_id -> XUuid,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use shared::sql::{XInstant, XUuid};

    directory_syncs (subscription_id) {
        subscription_id -> XUuid,
        reseller_id -> XUuid,
        organisation -> Text,
        run -> BigInt,
        state -> Text,
        whole -> Bool,
        generation -> BigInt,
        part -> Text,
        place -> Nullable<Text>,
        people_from -> Nullable<Text>,
        groups_from -> Nullable<Text>,
        people -> BigInt,
        groups -> BigInt,
        added -> BigInt,
        changed -> BigInt,
        removed -> BigInt,
        groups_changed -> BigInt,
        tries -> BigInt,
        started_at -> XInstant,
        last_success_at -> Nullable<XInstant>,
        next_at -> XInstant,
        error -> Nullable<Text>,
        error_since -> Nullable<XInstant>,
        version -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use shared::sql::{XInstant, XUuid};

    domains (id) {
        id -> XUuid,
        reseller_id -> XUuid,
        subscription_id -> XUuid,
        name -> Text,
        result -> Nullable<Text>,
        known_result -> Nullable<Text>,
        report -> Nullable<Text>,
        checked_at -> Nullable<XInstant>,
        next_check_at -> Nullable<XInstant>,
        created_at -> XInstant,
        version -> BigInt,
        at_platform -> Bool,
        gone_since -> Nullable<XInstant>,
        dismissed -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use shared::sql::{XInstant, XUuid};

    events (id) {
        id -> XUuid,
        reseller_id -> XUuid,
        seq -> BigInt,
        at -> XInstant,
        kind -> Text,
        actor_kind -> Text,
        actor_id -> Nullable<XUuid>,
        subject_kind -> Text,
        subject_id -> XUuid,
        subscription_id -> Nullable<XUuid>,
        data -> Text,
        request_id -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use shared::sql::{XInstant, XUuid};

    jobs (id) {
        id -> XUuid,
        reseller_id -> Nullable<XUuid>,
        kind -> Text,
        payload -> Binary,
        state -> Text,
        due_at -> XInstant,
        attempts -> BigInt,
        last_error -> Nullable<Text>,
        created_at -> XInstant,
        finished_at -> Nullable<XInstant>,
        lane -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use shared::sql::{XInstant, XUuid};

    kept_answers (credential, method, path, idempotency_key) {
        credential -> Text,
        method -> Text,
        path -> Text,
        idempotency_key -> Text,
        body_hash -> Binary,
        answer -> Nullable<Binary>,
        created_at -> XInstant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use shared::sql::{XInstant, XUuid};

    saved_views (id) {
        id -> XUuid,
        reseller_id -> XUuid,
        account_id -> XUuid,
        list -> Text,
        name -> Text,
        name_key -> Text,
        query -> Text,
        created_at -> XInstant,
        updated_at -> XInstant,
        version -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use shared::sql::{XInstant, XUuid};

    two_factors (account_id) {
        account_id -> XUuid,
        sealed_secret -> Binary,
        begun_at -> XInstant,
        enabled_at -> Nullable<XInstant>,
        last_step -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use shared::sql::{XInstant, XUuid};

    recovery_codes (code_hash) {
        code_hash -> Binary,
        account_id -> XUuid,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    accounts, api_keys, attempts, charges, connection_consents, connections, dead_tokens, directory_groups, directory_links,
    directory_memberships, directory_people, directory_syncs, domains, email_changes, events, holds, installation, invites, jobs,
    kept_answers, password_resets, plan_prices, recovery_codes, refresh_tokens, reseller_members, resellers, saved_views,
    scheduled_changes, search_words, service_accounts, sessions, subscription_counts, subscription_members, subscriptions, timers, trials,
    two_factors,
);

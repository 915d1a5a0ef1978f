use super::*;

#[test]
fn all_faults_are_told_at_once_with_their_remedy() {
    let settings = Settings {
        listen: Some("8080".to_owned()),
        public_url: Some("portal.example".to_owned()),
        database_url: Some("mysql://x".to_owned()),
        secret_key: Some("short".to_owned()),
        rate_limit: Some("-1".to_owned()),
        threads: Some("0".to_owned()),
        dns: Some("dns.example".to_owned()),
        spf_include: Some("192.0.2.1".to_owned()),
        mail_host: Some("https://mail.portal.example".to_owned()),
        microsoft_login_url: Some("http://login.microsoftonline.com".to_owned()),
        microsoft_graph_url: Some("graph.microsoft.com".to_owned()),
        microsoft_client_id: Some("a client secret".to_owned()),
        google_token_url: Some("oauth2.googleapis.com/token".to_owned()),
        google_directory_url: Some("https://admin.googleapis.com/admin".to_owned()),
        google_gmail_url: Some("http://gmail.googleapis.com".to_owned()),
        ..Settings::default()
    };
    let faults = Config::new(&settings).unwrap_err();
    let variables: Vec<_> = faults.iter().map(|fault| fault.variable).collect();
    assert_eq!(
        variables,
        [
            "COUNTERSIGN_LISTEN",
            "COUNTERSIGN_PUBLIC_URL",
            "COUNTERSIGN_DATABASE_URL",
            "COUNTERSIGN_RATE_LIMIT",
            "COUNTERSIGN_THREADS",
            "COUNTERSIGN_DNS",
            "COUNTERSIGN_SPF_INCLUDE",
            "COUNTERSIGN_MAIL_HOST",
            "COUNTERSIGN_MICROSOFT_LOGIN_URL",
            "COUNTERSIGN_MICROSOFT_GRAPH_URL",
            "COUNTERSIGN_MICROSOFT_CLIENT_ID",
            "COUNTERSIGN_GOOGLE_TOKEN_URL",
            "COUNTERSIGN_GOOGLE_DIRECTORY_URL",
            "COUNTERSIGN_GOOGLE_GMAIL_URL",
            "COUNTERSIGN_SECRET_KEY"
        ]
    );
}

#[test]
fn a_name_server_has_port_53_unless_it_says_otherwise() {
    for (text, address) in [
        ("192.0.2.53", "192.0.2.53:53"),
        ("192.0.2.53:5353", "192.0.2.53:5353"),
        ("2001:db8::53", "[2001:db8::53]:53"),
        ("[2001:db8::53]", "[2001:db8::53]:53"),
        ("[2001:db8::53]:5353", "[2001:db8::53]:5353"),
    ] {
        assert_eq!(name_server(text).map(|address| address.to_string()), Ok(address.to_owned()));
    }
}

#[test]
fn postgres_needs_keys_that_replicas_share() {
    let settings = Settings { database_url: Some("postgres://h/d".to_owned()), ..Settings::default() };
    assert_eq!(Config::new(&settings).unwrap_err().len(), 2);
}

#[test]
fn secrets_are_not_shown() {
    let settings = Settings {
        secret_key: Some("s3cret".repeat(8)),
        smtp_url: Some("smtp://u:s3cret@mail.example".to_owned()),
        database_url: Some("postgres://u:s3cret@h/d".to_owned()),
        jwt_key: Some(format!("1:{}", "s3cret".repeat(8))),
        microsoft_client_secret: Some("s3cret".to_owned()),
        ..Settings::default()
    };
    assert!(!format!("{:?}", Config::new(&settings).unwrap()).contains("s3cret"));
}

# What is wrong with one field. Each sentence names the remedy.

fault-required = Fill in this field.
fault-unknown-field = Leave this field out: it does not exist here. Check its spelling.
fault-twice = Send this once: it stands here twice.
fault-wrong-type = Enter { $expected ->
        [string] text
        [integer] a whole number
        [boolean] true or false
        [object] an object
        [array] a list
       *[other] { $expected }
    } here.
fault-blank = Fill in this field: it is empty.
fault-too-short = Use at least { $min } characters.
fault-too-long = Shorten this: the limit is { $max } characters, or entries in a list.
fault-out-of-range = Enter a number from { $min } to { $max }.
fault-not-allowed = Choose one of these values: { $allowed }.
fault-invalid-characters = Remove line breaks, control characters and invisible characters.
fault-invalid-email = Enter an email address like name@company.com.
fault-invalid-domain = Enter the name of a domain, like company.com.
fault-invalid-phone = Enter a phone number of digits, like +33 1 55 55 12 34.
fault-invalid-date = Enter a date like 2026-11-24.
fault-invalid-instant = Enter an instant with its offset, like 2026-11-24T09:30:00Z.
fault-not-in-future = Enter an instant that is yet to come.
fault-too-far-ahead = Choose a time at most { $days } days ahead.
fault-invalid-id = Enter an id as the API gave it out: a UUID.
fault-invalid-cursor = Use a cursor that this list gave out with the same filter and order, or start again without one.
fault-terms-not-accepted = Accept the terms to continue.
fault-too-weak = This password is easy to guess. Choose a longer one, for example several words that do not belong together.
fault-wrong-password = This is not your present password. Enter it again.
fault-wrong-code = This is not the right code. Enter the six digits that your authenticator app shows now, or a recovery code that was not used yet.
fault-wrong-setup-code = This is not the setup code. Copy it from the server's log.
fault-not-wanted = Leave this field out: it does not go with the value of { $field }.
fault-mode-not-offered = This mode does not exist for Google Workspace: its mail passes no Exchange server of the customer's own.
fault-not-json = Enter the whole text of the key file, in JSON: this is none.
fault-not-a-service-account = Take the key file of a service account ("type": "service_account"): this file is of another kind.
fault-missing-entry = Take the key file as Google made it: in this one { $name } is missing.
fault-not-an-rsa-key = Make a new key for the service account and take its file: the key in this one is no RSA key.
fault-missing-column = Add this column: every file needs it.
fault-wrong-cell-count = Give this row { $expected } cells, as many as the header has.
fault-repeated-row = Remove this row: line { $line } has the same address.
fault-kept-by-platform = Take this person out of the file: the customer's platform keeps it, and it is changed there.
fault-unclosed-quote = Close the quotation mark that opens here; within quotation marks write it twice.
fault-not-utf8 = Save the file as UTF-8: this is written in another encoding.
fault-no-rows = Add rows below the header: the file has none.
fault-too-many-rows = Split the file: { $max } rows are the limit of one.

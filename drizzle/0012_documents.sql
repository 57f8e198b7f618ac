-- Version 2 of "Overstap naar mbo (tot 23)" asks all that version 1 asks, and "Dit moet je echt weten": whoever began goes
-- on with it. Nothing that was answered changes, and editions stay as they were agreed.
update passport set instrument_version = 2 where instrument_key = 'overstap-mbo-tot-23' and instrument_version = 1;

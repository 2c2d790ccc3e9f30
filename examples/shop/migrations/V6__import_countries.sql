-- Where we deliver to. VAT is the standard rate of the country of destination (OSS); none outside the EU.

CREATE TABLE countries (
    code         character(2) CONSTRAINT countries_pkey PRIMARY KEY,
    name         text NOT NULL CONSTRAINT countries_name_key UNIQUE,
    native_name  text NOT NULL,
    calling_code text NOT NULL,
    vat_percent  numeric(4, 2),
    remark       text,
    CONSTRAINT countries_code_format CHECK (code ~ '^[A-Z]{2}$'),
    CONSTRAINT countries_calling_code_format CHECK (calling_code ~ '^\+[1-9][0-9]*$'),
    CONSTRAINT countries_vat_plausible CHECK (vat_percent BETWEEN 0 AND 30)
);

COMMENT ON COLUMN countries.vat_percent IS 'NULL: export; no VAT on the invoice';

COPY countries (code, name, native_name, calling_code, vat_percent, remark) FROM STDIN;
AT	Austria	Österreich	+43	20.00	\N
CH	Switzerland	Schweiz/Suisse/Svizzera/Svizra	+41	\N	Customs papers: CN22 up to 300 SDR; CN23 above
CI	Côte d'Ivoire	Côte d'Ivoire	+225	\N	By air only -- ask the carrier first
CY	Cyprus	Κύπρος	+357	19.00	\N
CZ	Czechia	Česko	+420	21.00	\N
DE	Germany	Deutschland	+49	19.00	Grüße aus Köln; "home"
DK	Denmark	Danmark	+45	25.00	Two lines:\nFærøerne and Grønland are\tnot in the EU
FR	France	France	+33	20.00	Outre-mer: l'octroi de mer s'ajoute
GR	Greece	Ελλάδα	+30	24.00	/* Άγιον Όρος: 0 %
IS	Iceland	Ísland	+354	\N	
JP	Japan	日本	+81	\N	東京 $$ same week \\o/ 🚚
PL	Poland	Polska	+48	23.00	\N
\.

-- The register has "Czechia" since 2016, our carrier doesn't know it yet.
UPDATE countries SET remark = 'Label: "CZECH REPUBLIC"' WHERE code = 'CZ';

ANALYZE countries;

import { dateTime } from '../shared/time';
import type { AttemptFailure, FieldOption, Provider, ProviderField, StageName } from './model';

/** The country of the fake providers. */
export const fakeCountry = 'XF';

const start = dateTime(Date.UTC(2026, 0, 15, 8, 30));
const lastYear = dateTime(Date.UTC(2025, 5, 1, 12));

const field = (
	position: number,
	name: string,
	nature: ProviderField['nature'],
	[english_name, localized_name = english_name]: [english: string, localized?: string],
): ProviderField => ({
	...{ name, english_name, localized_name, nature, position },
	optional: false,
	extra: null,
});

const option = (name: string, english_name: string, localized_name: string): FieldOption => ({
	...{ name, english_name, localized_name, option_value: name },
	selected: false,
});

const login = field(1, 'login', 'text', ['Login']);
const password = field(2, 'password', 'password', ['Password']);
const sms = field(1, 'sms', 'text', ['SMS code']);

/** The fields of a bank that asks for more than the fake ones. */
const germanLogin: ProviderField[] = [
	field(1, 'login', 'text', ['User name', 'Anmeldename']),
	field(2, 'password', 'password', ['PIN']),
	{
		...field(3, 'branch', 'select', ['Branch', 'Filiale']),
		field_options: [option('koeln', 'Cologne', 'Köln'), option('muenchen', 'Munich', 'München')],
	},
	{ ...field(4, 'customer_number', 'text', ['Customer number', 'Kundennummer']), optional: true },
];

const germanQuestion: ProviderField[] = [
	field(1, 'sms', 'text', ['SMS code', 'SMS-TAN']),
	{
		...field(2, 'tan_method', 'select', ['TAN procedure', 'TAN-Verfahren']),
		field_options: [
			{ ...option('sms_tan', 'SMS', 'SMS-TAN'), selected: true },
			option('app_tan', 'App', 'Freigabe per App'),
		],
	},
];

const ordinary = {
	mode: 'web',
	status: 'active',
	automatic_fetch: true,
	interactive: false,
	customer_notified_on_sign_in: false,
	identification_mode: 'saltedge',
	instruction: 'Enter what you sign in to the bank with.',
	refresh_timeout: 60,
	holder_info: ['names'],
	max_consent_days: null,
	timezone: 'UTC',
	max_interactive_delay: 480,
	optional_interactivity: false,
	regulated: false,
	max_fetch_interval: 365,
	supported_fetch_scopes: ['accounts', 'holder_info', 'transactions'],
	supported_account_extra_fields: ['iban', 'available_amount', 'credit_limit'],
	supported_transaction_extra_fields: ['payee'],
	supported_account_natures: ['account', 'credit_card'],
	supported_account_types: ['personal'],
	identification_codes: [],
	bic_codes: [],
	supported_iframe_embedding: true,
	created_at: lastYear,
	updated_at: lastYear,
	required_fields: [login, password],
	interactive_fields: [],
} as const satisfies Partial<Provider>;

const provider = (
	id: string,
	country_code: string,
	code: string,
	name: string,
	particulars: Partial<Provider> = {},
): Provider => ({
	...{ id, code, name },
	...ordinary,
	country_code,
	home_url: `https://${code.replaceAll('_', '-')}.example/`,
	login_url: `https://${code.replaceAll('_', '-')}.example/login`,
	logo_url: `https://logos.example/${code}.svg`,
	...particulars,
});

const asksBack = { interactive: true, automatic_fetch: false };

/** All providers there are. The fake ones take `username` and `secret`, and `123456` for the SMS. */
export const providers: readonly Provider[] = [
	provider('1101', fakeCountry, 'fakebank_simple_xf', 'Fakebank Simple'),
	provider('1102', fakeCountry, 'fakebank_interactive_xf', 'Fakebank Interactive', {
		...asksBack,
		interactive_fields: [sms],
	}),
	provider('1103', fakeCountry, 'fakebank_oauth_xf', 'Fakebank OAuth', {
		mode: 'oauth',
		required_fields: [],
	}),
	provider('1104', fakeCountry, 'fake_oauth_client_xf', 'Fake OAuth with Client Keys', {
		mode: 'oauth',
		identification_mode: 'client',
		required_fields: [],
	}),
	provider('1105', fakeCountry, 'fakebank_file_xf', 'Fakebank Statement File', {
		mode: 'file',
		automatic_fetch: false,
		required_fields: [],
	}),
	provider('2201', 'DE', 'musterbank_de', 'Musterbank Köln', {
		mode: 'api',
		...asksBack,
		regulated: true,
		max_consent_days: 90,
		bic_codes: ['MUSTDEFFXXX'],
		required_fields: germanLogin,
		interactive_fields: germanQuestion,
	}),
	provider('2202', 'DE', 'stadtbank_de', 'Stadtbank & Söhne', {
		mode: 'api',
		regulated: true,
		max_consent_days: 90,
		refresh_timeout: 10,
		updated_at: start,
	}),
	provider('2203', 'DE', 'kreisbank_gestern_de', 'Kreisbank Gestern', { status: 'disabled' }),
	provider('2301', 'FR', 'banque_en_pause_fr', 'Banque en pause', { status: 'inactive' }),
	provider('2302', 'FR', 'banque_en_panne_fr', 'Banque en panne'),
	// Longer than a JavaScript number, and of a bank that does not tell who owns an account.
	provider('9007199254740993', 'IT', 'banca_esempio_it', "Banca dell'Esempio", {
		holder_info: [],
		supported_fetch_scopes: ['accounts', 'transactions'],
	}),
];

/** The providers that let everybody in and fail later. */
export const providerFailures: Partial<Record<string, AttemptFailure & { stage: StageName }>> = {
	banque_en_panne_fr: {
		stage: 'fetch_accounts',
		errorClass: 'ProviderError',
		message: 'Le service est momentanément indisponible.',
	},
};

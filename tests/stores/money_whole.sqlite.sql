BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('20261124_money_whole');
CREATE TABLE "allocation" (
	owner_id INTEGER NOT NULL, 
	dept_id INTEGER NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	created_at TEXT NOT NULL, 
	created_by INTEGER NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	payment_id INTEGER NOT NULL, 
	order_id INTEGER, 
	customer_id INTEGER NOT NULL, 
	date TEXT NOT NULL, 
	amount INTEGER NOT NULL, 
	opening_id INTEGER, 
	draws_id INTEGER, 
	CONSTRAINT ck_allocation_amount CHECK (amount <> 0), 
	CONSTRAINT fk_allocation_draws_id_customer_id_owner_id_dept_id FOREIGN KEY(draws_id, customer_id, owner_id, dept_id) REFERENCES payment (id, customer_id, owner_id, dept_id) ON UPDATE CASCADE, 
	CONSTRAINT fk_allocation_opening_id_customer_id_owner_id_dept_id FOREIGN KEY(opening_id, customer_id, owner_id, dept_id) REFERENCES opening_balance (id, customer_id, owner_id, dept_id) ON UPDATE CASCADE, 
	CONSTRAINT fk_allocation_order_id_customer_id_owner_id_dept_id FOREIGN KEY(order_id, customer_id, owner_id, dept_id) REFERENCES sales_order (id, customer_id, owner_id, dept_id) ON UPDATE CASCADE, 
	CONSTRAINT fk_allocation_payment_id_customer_id_owner_id_dept_id FOREIGN KEY(payment_id, customer_id, owner_id, dept_id) REFERENCES payment (id, customer_id, owner_id, dept_id) ON UPDATE CASCADE, 
	CONSTRAINT ck_allocation_target CHECK (CASE WHEN order_id IS NULL THEN 0 ELSE 1 END + CASE WHEN opening_id IS NULL THEN 0 ELSE 1 END + CASE WHEN draws_id IS NULL THEN 0 ELSE 1 END = 1)
)
 STRICT

;
INSERT INTO "allocation" VALUES(3,1,1,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,1,1,1,'2026-02-01',5000,NULL,NULL);
INSERT INTO "allocation" VALUES(1,1,2,'2026-03-15T01:30:00.000000Z',1,'2026-03-15T01:30:00.000000Z',1,1,2,3,2,'2026-03-12',500,NULL,NULL);
INSERT INTO "allocation" VALUES(1,1,3,'2026-03-15T01:30:00.000000Z',1,'2026-03-15T01:30:00.000000Z',1,1,3,3,2,'2026-03-15',-500,NULL,NULL);
CREATE TABLE channel (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	created_at TEXT NOT NULL, 
	created_by INTEGER NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	sort_key TEXT NOT NULL, 
	search_text TEXT NOT NULL, 
	active INTEGER NOT NULL, 
	CONSTRAINT uq_channel_code UNIQUE (code)
)
 STRICT

;
INSERT INTO "channel" VALUES(1,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'VISIT','visit','visit','visit',1);
INSERT INTO "channel" VALUES(2,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'INCOMING-VISIT','visitor received','visitor received','visitorreceived
incoming-visit',1);
INSERT INTO "channel" VALUES(3,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'PHONE','phone','phone','phone',1);
INSERT INTO "channel" VALUES(4,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'WECHAT','WeChat','wechat','wechat',1);
INSERT INTO "channel" VALUES(5,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'EMAIL','e-mail','e-mail','e-mail
email',1);
INSERT INTO "channel" VALUES(6,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'OTHER','other','other','other',1);
CREATE TABLE contact (
	owner_id INTEGER NOT NULL, 
	dept_id INTEGER NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	created_at TEXT NOT NULL, 
	created_by INTEGER NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	sort_key TEXT NOT NULL, 
	search_text TEXT NOT NULL, 
	active INTEGER NOT NULL, 
	customer_id INTEGER NOT NULL, 
	salutation TEXT, 
	category_id INTEGER, 
	position TEXT, 
	department TEXT, 
	reports_to_id INTEGER, 
	decision_role TEXT, 
	is_primary INTEGER NOT NULL, 
	birthday TEXT, 
	birthday_key TEXT, 
	remark TEXT, 
	CONSTRAINT ck_contact_decision_role CHECK (decision_role IN ('decider', 'influencer', 'user', 'handler')), 
	CONSTRAINT ck_contact_reports_to CHECK (reports_to_id <> id), 
	CONSTRAINT fk_contact_category_id FOREIGN KEY(category_id) REFERENCES contact_category (id), 
	CONSTRAINT fk_contact_customer_id_owner_id_dept_id FOREIGN KEY(customer_id, owner_id, dept_id) REFERENCES customer (id, owner_id, dept_id) ON UPDATE CASCADE, 
	CONSTRAINT fk_contact_reports_to_id_customer_id_owner_id_dept_id FOREIGN KEY(reports_to_id, customer_id, owner_id, dept_id) REFERENCES contact (id, customer_id, owner_id, dept_id) ON UPDATE CASCADE, 
	CONSTRAINT uq_contact_code UNIQUE (code), 
	CONSTRAINT uq_contact_id_customer_id_owner_id_dept_id UNIQUE (id, customer_id, owner_id, dept_id)
)
 STRICT

;
CREATE TABLE contact_category (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	created_at TEXT NOT NULL, 
	created_by INTEGER NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	sort_key TEXT NOT NULL, 
	search_text TEXT NOT NULL, 
	active INTEGER NOT NULL, 
	CONSTRAINT uq_contact_category_code UNIQUE (code)
)
 STRICT

;
INSERT INTO "contact_category" VALUES(1,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'BUSINESS','business','business','business',1);
INSERT INTO "contact_category" VALUES(2,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'TECHNICAL','technical','technical','technical',1);
INSERT INTO "contact_category" VALUES(3,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'FINANCE','finance','finance','finance',1);
INSERT INTO "contact_category" VALUES(4,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'OTHER','other','other','other',1);
CREATE TABLE "contact_point" (
	owner_id INTEGER NOT NULL, 
	dept_id INTEGER NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	created_at TEXT NOT NULL, 
	created_by INTEGER NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	customer_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	raw TEXT NOT NULL, 
	normalised TEXT NOT NULL, 
	masked TEXT NOT NULL, 
	contact_id INTEGER, 
	CONSTRAINT fk_contact_point_customer_id_owner_id_dept_id FOREIGN KEY(customer_id, owner_id, dept_id) REFERENCES customer (id, owner_id, dept_id) ON UPDATE CASCADE, 
	CONSTRAINT ck_contact_point_kind CHECK (kind IN ('phone', 'mobile', 'fax', 'email', 'wechat', 'wecom', 'qq')), 
	CONSTRAINT fk_contact_point_contact_id_customer_id_owner_id_dept_id FOREIGN KEY(contact_id, customer_id, owner_id, dept_id) REFERENCES contact (id, customer_id, owner_id, dept_id) ON UPDATE CASCADE
)
 STRICT

;
INSERT INTO "contact_point" VALUES(3,1,1,'2026-02-01T02:00:00.000000Z',1,'2026-03-15T01:30:00.000000Z',1,2,1,'phone','021-5555 1234','+862155551234','+86****1234',NULL);
INSERT INTO "contact_point" VALUES(3,1,2,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,1,'email','a@b.cn','a@b.cn','a***@b.cn',NULL);
INSERT INTO "contact_point" VALUES(1,1,3,'2026-02-01T02:00:00.000000Z',1,'2026-03-15T01:30:00.000000Z',1,2,2,'phone','030-0074321','0300074321','03****21',NULL);
INSERT INTO "contact_point" VALUES(3,1,4,'2026-03-15T01:30:00.000000Z',1,'2026-03-15T01:30:00.000000Z',1,1,1,'phone','13800138000','+8613800138000','+86****8000',NULL);
CREATE TABLE "customer" (
	owner_id INTEGER NOT NULL, 
	dept_id INTEGER NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	created_at TEXT NOT NULL, 
	created_by INTEGER NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	sort_key TEXT NOT NULL, 
	search_text TEXT NOT NULL, 
	active INTEGER NOT NULL, 
	type_id INTEGER, 
	source_id INTEGER, 
	industry_id INTEGER, 
	level_id INTEGER, 
	region_id INTEGER, 
	lifecycle TEXT NOT NULL, 
	remark TEXT, 
	kind TEXT NOT NULL, 
	short_name TEXT, 
	name_core TEXT NOT NULL, 
	province TEXT, 
	city TEXT, 
	district TEXT, 
	postcode TEXT, 
	address TEXT, 
	website TEXT, 
	tax_number TEXT, 
	identity_number TEXT, 
	credit_limit INTEGER, 
	payment_terms TEXT, 
	lifecycle_reason TEXT, 
	progress_id INTEGER, 
	staff INTEGER, 
	turnover INTEGER, 
	age_band TEXT, 
	occupation TEXT, 
	needs TEXT, 
	needs_on TEXT, 
	billing_name TEXT, 
	billing_bank TEXT, 
	billing_account TEXT, 
	billing_address TEXT, 
	billing_phone TEXT, 
	reserved INTEGER NOT NULL, 
	CONSTRAINT fk_customer_owner_id_dept_id FOREIGN KEY(owner_id, dept_id) REFERENCES operator (id, dept_id) ON UPDATE CASCADE, 
	CONSTRAINT uq_customer_identity_number UNIQUE (identity_number), 
	CONSTRAINT fk_customer_type_id FOREIGN KEY(type_id) REFERENCES customer_type (id), 
	CONSTRAINT fk_customer_level_id FOREIGN KEY(level_id) REFERENCES level (id), 
	CONSTRAINT ck_customer_lifecycle CHECK (lifecycle IN ('prospect', 'visited', 'buyer', 'lost')), 
	CONSTRAINT fk_customer_region_id FOREIGN KEY(region_id) REFERENCES region (id), 
	CONSTRAINT fk_customer_source_id FOREIGN KEY(source_id) REFERENCES source (id), 
	CONSTRAINT uq_customer_code UNIQUE (code), 
	CONSTRAINT uq_customer_tax_number UNIQUE (tax_number), 
	CONSTRAINT ck_customer_kind CHECK (kind IN ('organisation', 'person')), 
	CONSTRAINT fk_customer_industry_id FOREIGN KEY(industry_id) REFERENCES industry (id), 
	CONSTRAINT uq_customer_id_owner_id_dept_id UNIQUE (id, owner_id, dept_id), 
	CONSTRAINT fk_customer_progress_id FOREIGN KEY(progress_id) REFERENCES progress (id)
)
 STRICT

;
INSERT INTO "customer" VALUES(3,1,1,'2026-02-01T02:00:00.000000Z',1,'2026-03-20T01:30:00.000000Z',1,3,'C000001','上海华信贸易有限公司','shang4 hai3 hua2 xin4 mao4 yi4 you3 xian4 gong1 si1','上海华信贸易有限公司
shanghaihuaxinmaoyiyouxiangongsi
shhxmyyxgs
c000001',1,NULL,NULL,NULL,NULL,1,'buyer',NULL,'organisation',NULL,'华信贸易',NULL,'上海',NULL,NULL,NULL,NULL,NULL,NULL,500000,'30d','SO202603-00004',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO "customer" VALUES(1,1,2,'2026-02-01T02:00:00.000000Z',1,'2026-03-15T01:30:00.000000Z',1,3,'C000002','Alfreds Futterkiste','alfreds futterkiste','alfredsfutterkiste
c000002',1,NULL,NULL,NULL,NULL,NULL,'buyer','Umlaut ü 😀','organisation',NULL,'alfreds futterkiste',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'SO202603-00002',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO "customer" VALUES(2,1,3,'2026-03-20T01:30:00.000000Z',1,'2026-03-20T01:30:00.000000Z',1,1,'UNIDENTIFIED','money nobody has matched','money nobody has matched','moneynobodyhasmatched
unidentified',1,NULL,NULL,NULL,NULL,NULL,'prospect',NULL,'organisation',NULL,'money nobody has matched',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
CREATE TABLE customer_type (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	created_at TEXT NOT NULL, 
	created_by INTEGER NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	sort_key TEXT NOT NULL, 
	search_text TEXT NOT NULL, 
	active INTEGER NOT NULL, 
	CONSTRAINT uq_customer_type_code UNIQUE (code)
)
 STRICT

;
INSERT INTO "customer_type" VALUES(1,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'END','end user','end user','enduser
end',1);
INSERT INTO "customer_type" VALUES(2,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'DEALER','dealer','dealer','dealer',1);
INSERT INTO "customer_type" VALUES(3,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'OTHER','other','other','other',1);
CREATE TABLE department (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	created_at TEXT NOT NULL, 
	created_by INTEGER NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	sort_key TEXT NOT NULL, 
	search_text TEXT NOT NULL, 
	active INTEGER NOT NULL, 
	parent_id INTEGER, 
	CONSTRAINT fk_department_parent_id FOREIGN KEY(parent_id) REFERENCES department (id), 
	CONSTRAINT uq_department_code UNIQUE (code)
)
 STRICT

;
INSERT INTO "department" VALUES(1,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'D001','head office','head office','headoffice
d001',1,NULL);
CREATE TABLE followup (
	owner_id INTEGER NOT NULL, 
	dept_id INTEGER NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	created_at TEXT NOT NULL, 
	created_by INTEGER NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	number TEXT NOT NULL, 
	customer_id INTEGER NOT NULL, 
	contact_id INTEGER, 
	order_id INTEGER, 
	channel_id INTEGER NOT NULL, 
	template_id INTEGER, 
	author_id INTEGER NOT NULL, 
	contacted_at TEXT NOT NULL, 
	late INTEGER NOT NULL, 
	corrected_at TEXT, 
	participants TEXT, 
	content TEXT NOT NULL, 
	result TEXT, 
	next_step TEXT, 
	next_on TEXT, 
	search_text TEXT NOT NULL, 
	CONSTRAINT fk_followup_author_id FOREIGN KEY(author_id) REFERENCES operator (id), 
	CONSTRAINT fk_followup_channel_id FOREIGN KEY(channel_id) REFERENCES channel (id), 
	CONSTRAINT fk_followup_contact_id_customer_id_owner_id_dept_id FOREIGN KEY(contact_id, customer_id, owner_id, dept_id) REFERENCES contact (id, customer_id, owner_id, dept_id) ON UPDATE CASCADE, 
	CONSTRAINT fk_followup_customer_id_owner_id_dept_id FOREIGN KEY(customer_id, owner_id, dept_id) REFERENCES customer (id, owner_id, dept_id) ON UPDATE CASCADE, 
	CONSTRAINT fk_followup_order_id_customer_id_owner_id_dept_id FOREIGN KEY(order_id, customer_id, owner_id, dept_id) REFERENCES sales_order (id, customer_id, owner_id, dept_id) ON UPDATE CASCADE, 
	CONSTRAINT fk_followup_template_id FOREIGN KEY(template_id) REFERENCES followup_template (id), 
	CONSTRAINT uq_followup_number UNIQUE (number)
)
 STRICT

;
INSERT INTO "followup" VALUES(3,1,1,'2026-03-15T01:30:00.000000Z',1,'2026-03-15T01:30:00.000000Z',1,1,'F202603-00001',1,NULL,NULL,1,NULL,1,'2026-03-13T16:00:00.000000Z',0,NULL,NULL,'谈了报价',NULL,'送样','2026-03-20','谈了报价
送样');
CREATE TABLE followup_template (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	created_at TEXT NOT NULL, 
	created_by INTEGER NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	sort_key TEXT NOT NULL, 
	search_text TEXT NOT NULL, 
	active INTEGER NOT NULL, 
	channel_id INTEGER, 
	required TEXT NOT NULL, 
	content TEXT, 
	CONSTRAINT fk_followup_template_channel_id FOREIGN KEY(channel_id) REFERENCES channel (id), 
	CONSTRAINT uq_followup_template_code UNIQUE (code)
)
 STRICT

;
CREATE TABLE former_name (
	owner_id INTEGER NOT NULL, 
	dept_id INTEGER NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	created_at TEXT NOT NULL, 
	created_by INTEGER NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	customer_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	CONSTRAINT fk_former_name_customer_id_owner_id_dept_id FOREIGN KEY(customer_id, owner_id, dept_id) REFERENCES customer (id, owner_id, dept_id) ON UPDATE CASCADE, 
	CONSTRAINT uq_former_name_customer_id_name UNIQUE (customer_id, name)
)
 STRICT

;
CREATE TABLE industry (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	created_at TEXT NOT NULL, 
	created_by INTEGER NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	sort_key TEXT NOT NULL, 
	search_text TEXT NOT NULL, 
	active INTEGER NOT NULL, 
	CONSTRAINT uq_industry_code UNIQUE (code)
)
 STRICT

;
INSERT INTO "industry" VALUES(1,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'MANUFACTURING','manufacturing','manufacturing','manufacturing',1);
INSERT INTO "industry" VALUES(2,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'CONSTRUCTION','construction','construction','construction',1);
INSERT INTO "industry" VALUES(3,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'TRADE','wholesale and retail','wholesale and retail','wholesaleandretail
trade',1);
INSERT INTO "industry" VALUES(4,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'TRANSPORT','transport and storage','transport and storage','transportandstorage
transport',1);
INSERT INTO "industry" VALUES(5,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'IT','information technology','information technology','informationtechnology
it',1);
INSERT INTO "industry" VALUES(6,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'FINANCE','financial services','financial services','financialservices
finance',1);
INSERT INTO "industry" VALUES(7,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'EDUCATION','education','education','education',1);
INSERT INTO "industry" VALUES(8,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'HEALTH','health','health','health',1);
INSERT INTO "industry" VALUES(9,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'GOVERNMENT','government','government','government',1);
INSERT INTO "industry" VALUES(10,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'OTHER','other','other','other',1);
CREATE TABLE level (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	created_at TEXT NOT NULL, 
	created_by INTEGER NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	sort_key TEXT NOT NULL, 
	search_text TEXT NOT NULL, 
	active INTEGER NOT NULL, 
	CONSTRAINT uq_level_code UNIQUE (code)
)
 STRICT

;
INSERT INTO "level" VALUES(1,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'A','A','a','a',1);
INSERT INTO "level" VALUES(2,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'B','B','b','b',1);
INSERT INTO "level" VALUES(3,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'C','C','c','c',1);
INSERT INTO "level" VALUES(4,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'D','D','d','d',1);
CREATE TABLE log_entry (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	operation_id INTEGER NOT NULL, 
	change TEXT NOT NULL, 
	table_name TEXT NOT NULL, 
	row_id INTEGER NOT NULL, 
	root_table TEXT NOT NULL, 
	root_id INTEGER NOT NULL, 
	old TEXT, 
	new TEXT, 
	CONSTRAINT ck_log_entry_change CHECK (change IN ('insert', 'update', 'delete')), 
	CONSTRAINT fk_log_entry_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id)
)
 STRICT

;
INSERT INTO "log_entry" VALUES(1,1,'insert','setting',1,'setting',1,NULL,'{"key":"company","value":"Old Ltd"}');
INSERT INTO "log_entry" VALUES(2,1,'insert','setting',2,'setting',2,NULL,'{"key":"zone","value":"Asia/Shanghai"}');
INSERT INTO "log_entry" VALUES(3,1,'insert','setting',3,'setting',3,NULL,'{"key":"currency","value":"CNY"}');
INSERT INTO "log_entry" VALUES(4,1,'insert','setting',4,'setting',4,NULL,'{"key":"tax_rate","value":"13"}');
INSERT INTO "log_entry" VALUES(5,1,'insert','number_rule',1,'number_rule',1,NULL,'{"noun":"region","pattern":"R{seq:04}"}');
INSERT INTO "log_entry" VALUES(6,1,'insert','number_rule',2,'number_rule',2,NULL,'{"noun":"customer-type","pattern":"CT{seq:02}"}');
INSERT INTO "log_entry" VALUES(7,1,'insert','number_rule',3,'number_rule',3,NULL,'{"noun":"source","pattern":"SR{seq:02}"}');
INSERT INTO "log_entry" VALUES(8,1,'insert','number_rule',4,'number_rule',4,NULL,'{"noun":"industry","pattern":"IN{seq:02}"}');
INSERT INTO "log_entry" VALUES(9,1,'insert','number_rule',5,'number_rule',5,NULL,'{"noun":"level","pattern":"LV{seq:02}"}');
INSERT INTO "log_entry" VALUES(10,1,'insert','number_rule',6,'number_rule',6,NULL,'{"noun":"contact-category","pattern":"CC{seq:02}"}');
INSERT INTO "log_entry" VALUES(11,1,'insert','number_rule',7,'number_rule',7,NULL,'{"noun":"channel","pattern":"CH{seq:02}"}');
INSERT INTO "log_entry" VALUES(12,1,'insert','number_rule',8,'number_rule',8,NULL,'{"noun":"position","pattern":"PO{seq:02}"}');
INSERT INTO "log_entry" VALUES(13,1,'insert','number_rule',9,'number_rule',9,NULL,'{"noun":"personnel-type","pattern":"PT{seq:02}"}');
INSERT INTO "log_entry" VALUES(14,1,'insert','number_rule',10,'number_rule',10,NULL,'{"noun":"payment-method","pattern":"PM{seq:02}"}');
INSERT INTO "log_entry" VALUES(15,1,'insert','number_rule',11,'number_rule',11,NULL,'{"noun":"product","pattern":"P{seq:05}"}');
INSERT INTO "log_entry" VALUES(16,1,'insert','number_rule',12,'number_rule',12,NULL,'{"noun":"department","pattern":"D{seq:03}"}');
INSERT INTO "log_entry" VALUES(17,1,'insert','number_rule',13,'number_rule',13,NULL,'{"noun":"operator","pattern":"OP{seq:04}"}');
INSERT INTO "log_entry" VALUES(18,1,'insert','number_rule',14,'number_rule',14,NULL,'{"noun":"customer","pattern":"C{seq:06}"}');
INSERT INTO "log_entry" VALUES(19,1,'insert','number_rule',15,'number_rule',15,NULL,'{"noun":"order","pattern":"SO{yyyy}{mm}-{seq:05}"}');
INSERT INTO "log_entry" VALUES(20,1,'insert','number_rule',16,'number_rule',16,NULL,'{"noun":"payment","pattern":"RC{yyyy}{mm}-{seq:05}"}');
INSERT INTO "log_entry" VALUES(21,1,'insert','department',1,'department',1,NULL,'{"code":"D001","name":"head office","sort_key":"head office","search_text":"headoffice\nd001","active":1,"parent_id":null}');
INSERT INTO "log_entry" VALUES(22,1,'insert','operator',1,'operator',1,NULL,'{"code":"ADMIN","name":"administrator","sort_key":"administrator","search_text":"administrator\nadmin","active":1,"kind":"person","dept_id":1,"region_id":null,"personnel_type_id":null,"position_id":null}');
INSERT INTO "log_entry" VALUES(23,1,'insert','operator',2,'operator',2,NULL,'{"code":"POOL-1","name":"Pool of head office","sort_key":"pool of head office","search_text":"poolofheadoffice\npool-1","active":1,"kind":"pool","dept_id":1,"region_id":null,"personnel_type_id":null,"position_id":null}');
INSERT INTO "log_entry" VALUES(24,1,'insert','channel',1,'channel',1,NULL,'{"code":"VISIT","name":"visit","sort_key":"visit","search_text":"visit","active":1}');
INSERT INTO "log_entry" VALUES(25,1,'insert','channel',2,'channel',2,NULL,'{"code":"INCOMING-VISIT","name":"visitor received","sort_key":"visitor received","search_text":"visitorreceived\nincoming-visit","active":1}');
INSERT INTO "log_entry" VALUES(26,1,'insert','channel',3,'channel',3,NULL,'{"code":"PHONE","name":"phone","sort_key":"phone","search_text":"phone","active":1}');
INSERT INTO "log_entry" VALUES(27,1,'insert','channel',4,'channel',4,NULL,'{"code":"WECHAT","name":"WeChat","sort_key":"wechat","search_text":"wechat","active":1}');
INSERT INTO "log_entry" VALUES(28,1,'insert','channel',5,'channel',5,NULL,'{"code":"EMAIL","name":"e-mail","sort_key":"e-mail","search_text":"e-mail\nemail","active":1}');
INSERT INTO "log_entry" VALUES(29,1,'insert','channel',6,'channel',6,NULL,'{"code":"OTHER","name":"other","sort_key":"other","search_text":"other","active":1}');
INSERT INTO "log_entry" VALUES(30,1,'insert','contact_category',1,'contact_category',1,NULL,'{"code":"BUSINESS","name":"business","sort_key":"business","search_text":"business","active":1}');
INSERT INTO "log_entry" VALUES(31,1,'insert','contact_category',2,'contact_category',2,NULL,'{"code":"TECHNICAL","name":"technical","sort_key":"technical","search_text":"technical","active":1}');
INSERT INTO "log_entry" VALUES(32,1,'insert','contact_category',3,'contact_category',3,NULL,'{"code":"FINANCE","name":"finance","sort_key":"finance","search_text":"finance","active":1}');
INSERT INTO "log_entry" VALUES(33,1,'insert','contact_category',4,'contact_category',4,NULL,'{"code":"OTHER","name":"other","sort_key":"other","search_text":"other","active":1}');
INSERT INTO "log_entry" VALUES(34,1,'insert','customer_type',1,'customer_type',1,NULL,'{"code":"END","name":"end user","sort_key":"end user","search_text":"enduser\nend","active":1}');
INSERT INTO "log_entry" VALUES(35,1,'insert','customer_type',2,'customer_type',2,NULL,'{"code":"DEALER","name":"dealer","sort_key":"dealer","search_text":"dealer","active":1}');
INSERT INTO "log_entry" VALUES(36,1,'insert','customer_type',3,'customer_type',3,NULL,'{"code":"OTHER","name":"other","sort_key":"other","search_text":"other","active":1}');
INSERT INTO "log_entry" VALUES(37,1,'insert','industry',1,'industry',1,NULL,'{"code":"MANUFACTURING","name":"manufacturing","sort_key":"manufacturing","search_text":"manufacturing","active":1}');
INSERT INTO "log_entry" VALUES(38,1,'insert','industry',2,'industry',2,NULL,'{"code":"CONSTRUCTION","name":"construction","sort_key":"construction","search_text":"construction","active":1}');
INSERT INTO "log_entry" VALUES(39,1,'insert','industry',3,'industry',3,NULL,'{"code":"TRADE","name":"wholesale and retail","sort_key":"wholesale and retail","search_text":"wholesaleandretail\ntrade","active":1}');
INSERT INTO "log_entry" VALUES(40,1,'insert','industry',4,'industry',4,NULL,'{"code":"TRANSPORT","name":"transport and storage","sort_key":"transport and storage","search_text":"transportandstorage\ntransport","active":1}');
INSERT INTO "log_entry" VALUES(41,1,'insert','industry',5,'industry',5,NULL,'{"code":"IT","name":"information technology","sort_key":"information technology","search_text":"informationtechnology\nit","active":1}');
INSERT INTO "log_entry" VALUES(42,1,'insert','industry',6,'industry',6,NULL,'{"code":"FINANCE","name":"financial services","sort_key":"financial services","search_text":"financialservices\nfinance","active":1}');
INSERT INTO "log_entry" VALUES(43,1,'insert','industry',7,'industry',7,NULL,'{"code":"EDUCATION","name":"education","sort_key":"education","search_text":"education","active":1}');
INSERT INTO "log_entry" VALUES(44,1,'insert','industry',8,'industry',8,NULL,'{"code":"HEALTH","name":"health","sort_key":"health","search_text":"health","active":1}');
INSERT INTO "log_entry" VALUES(45,1,'insert','industry',9,'industry',9,NULL,'{"code":"GOVERNMENT","name":"government","sort_key":"government","search_text":"government","active":1}');
INSERT INTO "log_entry" VALUES(46,1,'insert','industry',10,'industry',10,NULL,'{"code":"OTHER","name":"other","sort_key":"other","search_text":"other","active":1}');
INSERT INTO "log_entry" VALUES(47,1,'insert','level',1,'level',1,NULL,'{"code":"A","name":"A","sort_key":"a","search_text":"a","active":1}');
INSERT INTO "log_entry" VALUES(48,1,'insert','level',2,'level',2,NULL,'{"code":"B","name":"B","sort_key":"b","search_text":"b","active":1}');
INSERT INTO "log_entry" VALUES(49,1,'insert','level',3,'level',3,NULL,'{"code":"C","name":"C","sort_key":"c","search_text":"c","active":1}');
INSERT INTO "log_entry" VALUES(50,1,'insert','level',4,'level',4,NULL,'{"code":"D","name":"D","sort_key":"d","search_text":"d","active":1}');
INSERT INTO "log_entry" VALUES(51,1,'insert','payment_method',1,'payment_method',1,NULL,'{"code":"CASH","name":"cash","sort_key":"cash","search_text":"cash","active":1}');
INSERT INTO "log_entry" VALUES(52,1,'insert','payment_method',2,'payment_method',2,NULL,'{"code":"TRANSFER","name":"bank transfer","sort_key":"bank transfer","search_text":"banktransfer\ntransfer","active":1}');
INSERT INTO "log_entry" VALUES(53,1,'insert','payment_method',3,'payment_method',3,NULL,'{"code":"WECHAT","name":"WeChat Pay","sort_key":"wechat pay","search_text":"wechatpay\nwechat","active":1}');
INSERT INTO "log_entry" VALUES(54,1,'insert','payment_method',4,'payment_method',4,NULL,'{"code":"ALIPAY","name":"Alipay","sort_key":"alipay","search_text":"alipay","active":1}');
INSERT INTO "log_entry" VALUES(55,1,'insert','payment_method',5,'payment_method',5,NULL,'{"code":"CARD","name":"card","sort_key":"card","search_text":"card","active":1}');
INSERT INTO "log_entry" VALUES(56,1,'insert','payment_method',6,'payment_method',6,NULL,'{"code":"CHEQUE","name":"cheque","sort_key":"cheque","search_text":"cheque","active":1}');
INSERT INTO "log_entry" VALUES(57,1,'insert','payment_method',7,'payment_method',7,NULL,'{"code":"DRAFT","name":"acceptance bill","sort_key":"acceptance bill","search_text":"acceptancebill\ndraft","active":1}');
INSERT INTO "log_entry" VALUES(58,1,'insert','personnel_type',1,'personnel_type',1,NULL,'{"code":"SALES","name":"sales","sort_key":"sales","search_text":"sales","active":1}');
INSERT INTO "log_entry" VALUES(59,1,'insert','personnel_type',2,'personnel_type',2,NULL,'{"code":"SERVICE","name":"service","sort_key":"service","search_text":"service","active":1}');
INSERT INTO "log_entry" VALUES(60,1,'insert','personnel_type',3,'personnel_type',3,NULL,'{"code":"MARKETING","name":"marketing","sort_key":"marketing","search_text":"marketing","active":1}');
INSERT INTO "log_entry" VALUES(61,1,'insert','personnel_type',4,'personnel_type',4,NULL,'{"code":"FINANCE","name":"finance","sort_key":"finance","search_text":"finance","active":1}');
INSERT INTO "log_entry" VALUES(62,1,'insert','personnel_type',5,'personnel_type',5,NULL,'{"code":"ADMINISTRATION","name":"administration","sort_key":"administration","search_text":"administration","active":1}');
INSERT INTO "log_entry" VALUES(63,1,'insert','position',1,'position',1,NULL,'{"code":"DIRECTOR","name":"director","sort_key":"director","search_text":"director","active":1}');
INSERT INTO "log_entry" VALUES(64,1,'insert','position',2,'position',2,NULL,'{"code":"MANAGER","name":"manager","sort_key":"manager","search_text":"manager","active":1}');
INSERT INTO "log_entry" VALUES(65,1,'insert','position',3,'position',3,NULL,'{"code":"STAFF","name":"staff member","sort_key":"staff member","search_text":"staffmember\nstaff","active":1}');
INSERT INTO "log_entry" VALUES(66,1,'insert','source',1,'source',1,NULL,'{"code":"REFERRAL","name":"referral","sort_key":"referral","search_text":"referral","active":1}');
INSERT INTO "log_entry" VALUES(67,1,'insert','source',2,'source',2,NULL,'{"code":"WEB","name":"website","sort_key":"website","search_text":"website\nweb","active":1}');
INSERT INTO "log_entry" VALUES(68,1,'insert','source',3,'source',3,NULL,'{"code":"FAIR","name":"trade fair","sort_key":"trade fair","search_text":"tradefair\nfair","active":1}');
INSERT INTO "log_entry" VALUES(69,1,'insert','source',4,'source',4,NULL,'{"code":"CALL","name":"telephone sales","sort_key":"telephone sales","search_text":"telephonesales\ncall","active":1}');
INSERT INTO "log_entry" VALUES(70,1,'insert','source',5,'source',5,NULL,'{"code":"OTHER","name":"other","sort_key":"other","search_text":"other","active":1}');
INSERT INTO "log_entry" VALUES(71,2,'insert','operator',3,'operator',3,NULL,'{"code":"WF","name":"王芳","sort_key":"wang2 fang1","search_text":"王芳\nwangfang\nwf","active":1,"kind":"person","dept_id":1,"region_id":null,"personnel_type_id":null,"position_id":null}');
INSERT INTO "log_entry" VALUES(72,3,'insert','region',1,'region',1,NULL,'{"code":"R0001","name":"华东","sort_key":"hua2 dong1","search_text":"华东\nhuadong\nhd\nr0001","active":1,"parent_id":null}');
INSERT INTO "log_entry" VALUES(73,4,'insert','product',1,'product',1,NULL,'{"code":"P00001","name":"Paper","sort_key":"paper","search_text":"paper\np00001","active":1,"spec":null,"unit":null,"category":null,"price":1000000,"tax_rate":1300,"cost":null}');
INSERT INTO "log_entry" VALUES(74,5,'insert','customer',1,'customer',1,NULL,'{"owner_id":3,"dept_id":1,"code":"C000001","name":"上海华信贸易有限公司","sort_key":"shang4 hai3 hua2 xin4 mao4 yi4 you3 xian4 gong1 si1","search_text":"上海华信贸易有限公司\nshanghaihuaxinmaoyiyouxiangongsi\nshhxmyyxgs\nc000001","active":1,"type_id":null,"source_id":null,"industry_id":null,"level_id":null,"region_id":1,"lifecycle":"prospect","remark":null}');
INSERT INTO "log_entry" VALUES(75,5,'insert','contact_point',1,'customer',1,NULL,'{"customer_id":1,"kind":"phone","raw":"021-5555 1234/13800138000","normalised":"0215555123413800138000","masked":"021****8000"}');
INSERT INTO "log_entry" VALUES(76,5,'insert','contact_point',2,'customer',1,NULL,'{"customer_id":1,"kind":"email","raw":"a@b.cn","normalised":"a@b.cn","masked":"a***@b.cn"}');
INSERT INTO "log_entry" VALUES(77,6,'insert','customer',2,'customer',2,NULL,'{"owner_id":1,"dept_id":1,"code":"C000002","name":"Alfreds Futterkiste","sort_key":"alfreds futterkiste","search_text":"alfredsfutterkiste\nc000002","active":1,"type_id":null,"source_id":null,"industry_id":null,"level_id":null,"region_id":null,"lifecycle":"prospect","remark":null}');
INSERT INTO "log_entry" VALUES(78,6,'insert','contact_point',3,'customer',2,NULL,'{"customer_id":2,"kind":"phone","raw":"030-0074321","normalised":"0300074321","masked":"030****4321"}');
INSERT INTO "log_entry" VALUES(79,7,'update','customer',2,'customer',2,'{"remark":null}','{"remark":"Umlaut ü 😀"}');
INSERT INTO "log_entry" VALUES(80,8,'insert','sales_order',1,'sales_order',1,NULL,'{"number":"SO202602-00001","date":"2026-02-01","due_date":"2026-02-01","status":"confirmed","customer_id":1,"salesperson_id":3,"region_id":1,"total":20000,"remark":null,"reason":null}');
INSERT INTO "log_entry" VALUES(81,8,'insert','order_line',1,'sales_order',1,NULL,'{"order_id":1,"customer_id":1,"line":1,"product_id":1,"product_name":"Paper","unit":null,"quantity":20000,"price":1000000,"discount":0,"tax_rate":1300,"amount":20000}');
INSERT INTO "log_entry" VALUES(82,9,'insert','payment',1,'payment',1,NULL,'{"number":"RC202602-00001","date":"2026-02-01","status":"confirmed","customer_id":1,"payer":"上海华信贸易有限公司","method_id":1,"handler_id":1,"amount":5000,"reverses_id":null,"remark":null,"reason":null}');
INSERT INTO "log_entry" VALUES(83,9,'insert','allocation',1,'payment',1,NULL,'{"payment_id":1,"order_id":1,"customer_id":1,"date":"2026-02-01","amount":5000}');
INSERT INTO "log_entry" VALUES(84,10,'insert','number_rule',17,'number_rule',17,NULL,'{"noun":"progress","pattern":"PG{seq:02}"}');
INSERT INTO "log_entry" VALUES(85,10,'insert','number_rule',18,'number_rule',18,NULL,'{"noun":"contact","pattern":"CP{seq:06}"}');
INSERT INTO "log_entry" VALUES(86,10,'insert','number_rule',19,'number_rule',19,NULL,'{"noun":"followup","pattern":"F{yyyy}{mm}-{seq:05}"}');
INSERT INTO "log_entry" VALUES(87,10,'insert','number_rule',20,'number_rule',20,NULL,'{"noun":"followup-template","pattern":"FT{seq:02}"}');
INSERT INTO "log_entry" VALUES(88,10,'update','contact_point',1,'customer',1,'{"raw":"021-5555 1234/13800138000"}','{"raw":"021-5555 1234"}');
INSERT INTO "log_entry" VALUES(89,10,'insert','contact_point',4,'customer',1,NULL,'{"customer_id":1,"contact_id":null,"kind":"phone","raw":"13800138000"}');
INSERT INTO "log_entry" VALUES(90,10,'update','operator',1,'operator',1,'{"manager_id": null}','{"manager_id": null}');
INSERT INTO "log_entry" VALUES(91,10,'update','operator',2,'operator',2,'{"manager_id": null}','{"manager_id": null}');
INSERT INTO "log_entry" VALUES(92,10,'update','operator',3,'operator',3,'{"manager_id": null}','{"manager_id": null}');
INSERT INTO "log_entry" VALUES(93,10,'update','customer',1,'customer',1,'{"kind": null, "short_name": null, "province": null, "city": null, "district": null, "postcode": null, "address": null, "website": null, "tax_number": null, "identity_number": null, "credit_limit": null, "payment_terms": null, "lifecycle_reason": null, "progress_id": null, "staff": null, "turnover": null, "age_band": null, "occupation": null, "needs": null, "needs_on": null, "billing_name": null, "billing_bank": null, "billing_account": null, "billing_address": null, "billing_phone": null}','{"kind": "organisation", "short_name": null, "province": null, "city": null, "district": null, "postcode": null, "address": null, "website": null, "tax_number": null, "identity_number": null, "credit_limit": null, "payment_terms": null, "lifecycle_reason": null, "progress_id": null, "staff": null, "turnover": null, "age_band": null, "occupation": null, "needs": null, "needs_on": null, "billing_name": null, "billing_bank": null, "billing_account": null, "billing_address": null, "billing_phone": null}');
INSERT INTO "log_entry" VALUES(94,10,'update','customer',2,'customer',2,'{"kind": null, "short_name": null, "province": null, "city": null, "district": null, "postcode": null, "address": null, "website": null, "tax_number": null, "identity_number": null, "credit_limit": null, "payment_terms": null, "lifecycle_reason": null, "progress_id": null, "staff": null, "turnover": null, "age_band": null, "occupation": null, "needs": null, "needs_on": null, "billing_name": null, "billing_bank": null, "billing_account": null, "billing_address": null, "billing_phone": null}','{"kind": "organisation", "short_name": null, "province": null, "city": null, "district": null, "postcode": null, "address": null, "website": null, "tax_number": null, "identity_number": null, "credit_limit": null, "payment_terms": null, "lifecycle_reason": null, "progress_id": null, "staff": null, "turnover": null, "age_band": null, "occupation": null, "needs": null, "needs_on": null, "billing_name": null, "billing_bank": null, "billing_account": null, "billing_address": null, "billing_phone": null}');
INSERT INTO "log_entry" VALUES(95,10,'update','contact_point',1,'customer',1,'{"contact_id": null}','{"contact_id": null}');
INSERT INTO "log_entry" VALUES(96,10,'update','contact_point',2,'customer',1,'{"contact_id": null}','{"contact_id": null}');
INSERT INTO "log_entry" VALUES(97,10,'update','contact_point',3,'customer',2,'{"contact_id": null}','{"contact_id": null}');
INSERT INTO "log_entry" VALUES(98,11,'update','operator',3,'operator',3,'{"manager_id":null}','{"manager_id":1}');
INSERT INTO "log_entry" VALUES(99,12,'insert','followup',1,'followup',1,NULL,'{"number":"F202603-00001","customer_id":1,"contact_id":null,"order_id":null,"channel_id":1,"template_id":null,"author_id":1,"contacted_at":"2026-03-13T16:00:00.000000Z","late":0,"corrected_at":null,"participants":null,"content":"谈了报价","result":null,"next_step":"送样","next_on":"2026-03-20"}');
INSERT INTO "log_entry" VALUES(100,13,'update','customer',1,'customer',1,'{"city":null,"credit_limit":null,"payment_terms":null}','{"city":"上海","credit_limit":500000,"payment_terms":"30d"}');
INSERT INTO "log_entry" VALUES(101,14,'insert','sales_order',2,'sales_order',2,NULL,'{"number":"SO202603-00001","date":"2026-03-10","due_date":"2026-03-10","status":"draft","customer_id":2,"salesperson_id":1,"region_id":null,"total":30000,"remark":null,"reason":null}');
INSERT INTO "log_entry" VALUES(102,14,'insert','order_line',2,'sales_order',2,NULL,'{"order_id":2,"customer_id":2,"line":1,"product_id":1,"product_name":"Paper","unit":null,"quantity":30000,"price":1000000,"discount":0,"tax_rate":1300,"amount":30000}');
INSERT INTO "log_entry" VALUES(103,15,'insert','sales_order',3,'sales_order',3,NULL,'{"number":"SO202603-00002","date":"2026-03-11","due_date":"2026-03-11","status":"confirmed","customer_id":2,"salesperson_id":1,"region_id":null,"total":10000,"remark":null,"reason":null}');
INSERT INTO "log_entry" VALUES(104,15,'insert','order_line',3,'sales_order',3,NULL,'{"order_id":3,"customer_id":2,"line":1,"product_id":1,"product_name":"Paper","unit":null,"quantity":10000,"price":1000000,"discount":0,"tax_rate":1300,"amount":10000}');
INSERT INTO "log_entry" VALUES(105,15,'update','customer',2,'customer',2,'{"lifecycle":"prospect","lifecycle_reason":null}','{"lifecycle":"buyer","lifecycle_reason":"SO202603-00002"}');
INSERT INTO "log_entry" VALUES(106,16,'insert','payment',2,'payment',2,NULL,'{"number":"RC202603-00001","date":"2026-03-12","status":"confirmed","customer_id":2,"payer":"Alfreds Futterkiste","method_id":1,"handler_id":1,"amount":500,"reverses_id":null,"remark":null,"reason":null}');
INSERT INTO "log_entry" VALUES(107,16,'insert','allocation',2,'payment',2,NULL,'{"payment_id":2,"order_id":3,"customer_id":2,"date":"2026-03-12","amount":500}');
INSERT INTO "log_entry" VALUES(108,17,'update','payment',2,'payment',2,'{"status":"confirmed","reason":null}','{"status":"void","reason":"x"}');
INSERT INTO "log_entry" VALUES(109,17,'insert','payment',3,'payment',3,NULL,'{"number":"RC202603-00002","date":"2026-03-15","status":"reversal","customer_id":2,"payer":"Alfreds Futterkiste","method_id":1,"handler_id":1,"amount":-500,"reverses_id":2,"remark":null,"reason":"x"}');
INSERT INTO "log_entry" VALUES(110,17,'insert','allocation',3,'payment',3,NULL,'{"payment_id":3,"order_id":3,"customer_id":2,"date":"2026-03-15","amount":-500}');
INSERT INTO "log_entry" VALUES(111,18,'insert','sales_order',4,'sales_order',4,NULL,'{"number":"SO202603-00003","date":"2026-03-11","due_date":"2026-03-11","status":"draft","customer_id":2,"salesperson_id":1,"region_id":null,"total":20000,"remark":null,"reason":null}');
INSERT INTO "log_entry" VALUES(112,18,'insert','order_line',4,'sales_order',4,NULL,'{"order_id":4,"customer_id":2,"line":1,"product_id":1,"product_name":"Paper","unit":null,"quantity":20000,"price":1000000,"discount":0,"tax_rate":1300,"amount":20000}');
INSERT INTO "log_entry" VALUES(113,19,'update','sales_order',4,'sales_order',4,'{"status":"draft","reason":null}','{"status":"cancelled","reason":"错单"}');
INSERT INTO "log_entry" VALUES(114,20,'insert','number_rule',21,'number_rule',21,NULL,'{"noun":"receiving-account","pattern":"RA{seq:02}"}');
INSERT INTO "log_entry" VALUES(115,20,'insert','number_rule',22,'number_rule',22,NULL,'{"noun":"opening","pattern":"OB{seq:05}"}');
INSERT INTO "log_entry" VALUES(116,20,'insert','customer',3,'customer',3,NULL,'{"owner_id":2,"dept_id":1,"code":"UNIDENTIFIED","name":"money nobody has matched","active":1,"kind":"organisation","short_name":null,"type_id":null,"source_id":null,"industry_id":null,"level_id":null,"region_id":null,"province":null,"city":null,"district":null,"postcode":null,"address":null,"website":null,"tax_number":null,"identity_number":null,"credit_limit":null,"payment_terms":null,"lifecycle":"prospect","lifecycle_reason":null,"progress_id":null,"staff":null,"turnover":null,"age_band":null,"occupation":null,"needs":null,"needs_on":null,"billing_name":null,"billing_bank":null,"billing_account":null,"billing_address":null,"billing_phone":null,"remark":null,"reserved":1}');
INSERT INTO "log_entry" VALUES(117,20,'update','customer',1,'customer',1,'{"reserved": null}','{"reserved": 0}');
INSERT INTO "log_entry" VALUES(118,20,'update','customer',2,'customer',2,'{"reserved": null}','{"reserved": 0}');
INSERT INTO "log_entry" VALUES(119,20,'update','payment',1,'payment',1,'{"kind": null, "account_id": null, "bank_reference": null, "claims_id": null}','{"kind": "receipt", "account_id": null, "bank_reference": null, "claims_id": null}');
INSERT INTO "log_entry" VALUES(120,20,'update','payment',2,'payment',2,'{"kind": null, "account_id": null, "bank_reference": null, "claims_id": null}','{"kind": "receipt", "account_id": null, "bank_reference": null, "claims_id": null}');
INSERT INTO "log_entry" VALUES(121,20,'update','payment',3,'payment',3,'{"kind": null, "account_id": null, "bank_reference": null, "claims_id": null}','{"kind": "receipt", "account_id": null, "bank_reference": null, "claims_id": null}');
INSERT INTO "log_entry" VALUES(122,20,'update','sales_order',1,'sales_order',1,'{"due_by_hand": null, "contact_id": null, "phone": null, "ship_to": null}','{"due_by_hand": 0, "contact_id": null, "phone": null, "ship_to": null}');
INSERT INTO "log_entry" VALUES(123,20,'update','sales_order',2,'sales_order',2,'{"due_by_hand": null, "contact_id": null, "phone": null, "ship_to": null}','{"due_by_hand": 0, "contact_id": null, "phone": null, "ship_to": null}');
INSERT INTO "log_entry" VALUES(124,20,'update','sales_order',3,'sales_order',3,'{"due_by_hand": null, "contact_id": null, "phone": null, "ship_to": null}','{"due_by_hand": 0, "contact_id": null, "phone": null, "ship_to": null}');
INSERT INTO "log_entry" VALUES(125,20,'update','sales_order',4,'sales_order',4,'{"due_by_hand": null, "contact_id": null, "phone": null, "ship_to": null}','{"due_by_hand": 0, "contact_id": null, "phone": null, "ship_to": null}');
INSERT INTO "log_entry" VALUES(126,20,'update','allocation',1,'payment',1,'{"opening_id": null, "draws_id": null}','{"opening_id": null, "draws_id": null}');
INSERT INTO "log_entry" VALUES(127,20,'update','allocation',2,'payment',2,'{"opening_id": null, "draws_id": null}','{"opening_id": null, "draws_id": null}');
INSERT INTO "log_entry" VALUES(128,20,'update','allocation',3,'payment',3,'{"opening_id": null, "draws_id": null}','{"opening_id": null, "draws_id": null}');
INSERT INTO "log_entry" VALUES(129,20,'update','order_line',1,'sales_order',1,'{"kind": null, "remark": null}','{"kind": "product", "remark": null}');
INSERT INTO "log_entry" VALUES(130,20,'update','order_line',2,'sales_order',2,'{"kind": null, "remark": null}','{"kind": "product", "remark": null}');
INSERT INTO "log_entry" VALUES(131,20,'update','order_line',3,'sales_order',3,'{"kind": null, "remark": null}','{"kind": "product", "remark": null}');
INSERT INTO "log_entry" VALUES(132,20,'update','order_line',4,'sales_order',4,'{"kind": null, "remark": null}','{"kind": "product", "remark": null}');
INSERT INTO "log_entry" VALUES(133,21,'insert','opening_balance',1,'opening_balance',1,NULL,'{"number":"OB00001","date":"2026-01-31","due_date":"2026-01-31","status":"confirmed","customer_id":1,"amount":3000,"remark":null,"reason":null}');
INSERT INTO "log_entry" VALUES(134,22,'insert','product',2,'product',2,NULL,'{"code":"T1","name":"硒鼓","active":1,"spec":null,"unit":null,"category":null,"price":200000,"tax_rate":1300,"cost":null}');
INSERT INTO "log_entry" VALUES(135,23,'update','customer',1,'customer',1,'{"lifecycle":"prospect","lifecycle_reason":null}','{"lifecycle":"buyer","lifecycle_reason":"SO202603-00004"}');
INSERT INTO "log_entry" VALUES(136,23,'insert','sales_order',5,'sales_order',5,NULL,'{"number":"SO202603-00004","date":"2026-03-18","due_date":"2026-04-17","due_by_hand":0,"status":"confirmed","customer_id":1,"salesperson_id":3,"region_id":1,"contact_id":null,"phone":"021-5555 1234 / 13800138000","ship_to":"上海","total":5900,"remark":null,"reason":null}');
INSERT INTO "log_entry" VALUES(137,23,'insert','order_line',5,'sales_order',5,NULL,'{"order_id":5,"customer_id":1,"line":1,"kind":"product","product_id":2,"product_name":"硒鼓","unit":null,"quantity":30000,"price":200000,"discount":1000,"tax_rate":1300,"amount":5400,"remark":null}');
INSERT INTO "log_entry" VALUES(138,23,'insert','order_line',6,'sales_order',5,NULL,'{"order_id":5,"customer_id":1,"line":2,"kind":"gift","product_id":2,"product_name":"硒鼓","unit":null,"quantity":10000,"price":200000,"discount":10000,"tax_rate":1300,"amount":0,"remark":null}');
INSERT INTO "log_entry" VALUES(139,23,'insert','order_line',7,'sales_order',5,NULL,'{"order_id":5,"customer_id":1,"line":3,"kind":"freight","product_id":null,"product_name":null,"unit":null,"quantity":10000,"price":50000,"discount":0,"tax_rate":1300,"amount":500,"remark":null}');
INSERT INTO "log_entry" VALUES(140,24,'insert','payment',4,'payment',4,NULL,'{"number":"RC202603-00003","date":"2026-03-19","kind":"receipt","status":"confirmed","customer_id":1,"payer":"上海华信贸易有限公司","method_id":1,"account_id":null,"bank_reference":null,"handler_id":1,"amount":10000,"reverses_id":null,"claims_id":null,"remark":null,"reason":null}');
INSERT INTO "log_entry" VALUES(141,25,'insert','period_lock',1,'period_lock',1,NULL,'{"closed_through":"2026-01","reason":null}');
CREATE TABLE number_counter (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	rule_id INTEGER NOT NULL, 
	period TEXT NOT NULL, 
	last INTEGER NOT NULL, 
	CONSTRAINT fk_number_counter_rule_id FOREIGN KEY(rule_id) REFERENCES number_rule (id), 
	CONSTRAINT uq_number_counter_rule_id_period UNIQUE (rule_id, period)
)
 STRICT

;
INSERT INTO "number_counter" VALUES(1,12,'',1);
INSERT INTO "number_counter" VALUES(2,1,'',1);
INSERT INTO "number_counter" VALUES(3,11,'',1);
INSERT INTO "number_counter" VALUES(4,14,'',2);
INSERT INTO "number_counter" VALUES(6,15,'202602',1);
INSERT INTO "number_counter" VALUES(7,16,'202602',1);
INSERT INTO "number_counter" VALUES(8,19,'202603',1);
INSERT INTO "number_counter" VALUES(9,15,'202603',4);
INSERT INTO "number_counter" VALUES(11,16,'202603',3);
INSERT INTO "number_counter" VALUES(14,22,'',1);
CREATE TABLE number_rule (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	created_at TEXT NOT NULL, 
	created_by INTEGER NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	noun TEXT NOT NULL, 
	pattern TEXT NOT NULL, 
	CONSTRAINT uq_number_rule_noun UNIQUE (noun)
)
 STRICT

;
INSERT INTO "number_rule" VALUES(1,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'region','R{seq:04}');
INSERT INTO "number_rule" VALUES(2,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'customer-type','CT{seq:02}');
INSERT INTO "number_rule" VALUES(3,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'source','SR{seq:02}');
INSERT INTO "number_rule" VALUES(4,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'industry','IN{seq:02}');
INSERT INTO "number_rule" VALUES(5,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'level','LV{seq:02}');
INSERT INTO "number_rule" VALUES(6,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'contact-category','CC{seq:02}');
INSERT INTO "number_rule" VALUES(7,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'channel','CH{seq:02}');
INSERT INTO "number_rule" VALUES(8,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'position','PO{seq:02}');
INSERT INTO "number_rule" VALUES(9,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'personnel-type','PT{seq:02}');
INSERT INTO "number_rule" VALUES(10,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'payment-method','PM{seq:02}');
INSERT INTO "number_rule" VALUES(11,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'product','P{seq:05}');
INSERT INTO "number_rule" VALUES(12,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'department','D{seq:03}');
INSERT INTO "number_rule" VALUES(13,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'operator','OP{seq:04}');
INSERT INTO "number_rule" VALUES(14,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'customer','C{seq:06}');
INSERT INTO "number_rule" VALUES(15,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'order','SO{yyyy}{mm}-{seq:05}');
INSERT INTO "number_rule" VALUES(16,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'payment','RC{yyyy}{mm}-{seq:05}');
INSERT INTO "number_rule" VALUES(17,'2026-03-15T01:30:00.000000Z',1,'2026-03-15T01:30:00.000000Z',1,1,'progress','PG{seq:02}');
INSERT INTO "number_rule" VALUES(18,'2026-03-15T01:30:00.000000Z',1,'2026-03-15T01:30:00.000000Z',1,1,'contact','CP{seq:06}');
INSERT INTO "number_rule" VALUES(19,'2026-03-15T01:30:00.000000Z',1,'2026-03-15T01:30:00.000000Z',1,1,'followup','F{yyyy}{mm}-{seq:05}');
INSERT INTO "number_rule" VALUES(20,'2026-03-15T01:30:00.000000Z',1,'2026-03-15T01:30:00.000000Z',1,1,'followup-template','FT{seq:02}');
INSERT INTO "number_rule" VALUES(21,'2026-03-20T01:30:00.000000Z',1,'2026-03-20T01:30:00.000000Z',1,1,'receiving-account','RA{seq:02}');
INSERT INTO "number_rule" VALUES(22,'2026-03-20T01:30:00.000000Z',1,'2026-03-20T01:30:00.000000Z',1,1,'opening','OB{seq:05}');
CREATE TABLE opening_balance (
	owner_id INTEGER NOT NULL, 
	dept_id INTEGER NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	created_at TEXT NOT NULL, 
	created_by INTEGER NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	number TEXT NOT NULL, 
	date TEXT NOT NULL, 
	due_date TEXT NOT NULL, 
	status TEXT NOT NULL, 
	customer_id INTEGER NOT NULL, 
	amount INTEGER NOT NULL, 
	remark TEXT, 
	reason TEXT, 
	CONSTRAINT ck_opening_balance_status CHECK (status IN ('confirmed', 'void')), 
	CONSTRAINT ck_opening_balance_amount CHECK (amount > 0), 
	CONSTRAINT fk_opening_balance_customer_id_owner_id_dept_id FOREIGN KEY(customer_id, owner_id, dept_id) REFERENCES customer (id, owner_id, dept_id) ON UPDATE CASCADE, 
	CONSTRAINT uq_opening_balance_id_customer_id_owner_id_dept_id UNIQUE (id, customer_id, owner_id, dept_id), 
	CONSTRAINT uq_opening_balance_number UNIQUE (number)
)
 STRICT

;
INSERT INTO "opening_balance" VALUES(3,1,1,'2026-03-20T01:30:00.000000Z',1,'2026-03-20T01:30:00.000000Z',1,1,'OB00001','2026-01-31','2026-01-31','confirmed',1,3000,NULL,NULL);
CREATE TABLE operation (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	at TEXT NOT NULL, 
	operator_id INTEGER NOT NULL, 
	action TEXT NOT NULL
)
 STRICT

;
INSERT INTO "operation" VALUES(1,'2026-02-01T02:00:00.000000Z',1,'store.init');
INSERT INTO "operation" VALUES(2,'2026-02-01T02:00:00.000000Z',1,'operator.create');
INSERT INTO "operation" VALUES(3,'2026-02-01T02:00:00.000000Z',1,'region.create');
INSERT INTO "operation" VALUES(4,'2026-02-01T02:00:00.000000Z',1,'product.create');
INSERT INTO "operation" VALUES(5,'2026-02-01T02:00:00.000000Z',1,'customer.create');
INSERT INTO "operation" VALUES(6,'2026-02-01T02:00:00.000000Z',1,'customer.create');
INSERT INTO "operation" VALUES(7,'2026-02-01T02:00:00.000000Z',1,'customer.update');
INSERT INTO "operation" VALUES(8,'2026-02-01T02:00:00.000000Z',1,'order.create');
INSERT INTO "operation" VALUES(9,'2026-02-01T02:00:00.000000Z',1,'payment.record');
INSERT INTO "operation" VALUES(10,'2026-03-15T01:30:00.000000Z',1,'store.upgrade');
INSERT INTO "operation" VALUES(11,'2026-03-15T01:30:00.000000Z',1,'operator.update');
INSERT INTO "operation" VALUES(12,'2026-03-15T01:30:00.000000Z',1,'followup.create');
INSERT INTO "operation" VALUES(13,'2026-03-15T01:30:00.000000Z',1,'customer.update');
INSERT INTO "operation" VALUES(14,'2026-03-15T01:30:00.000000Z',1,'order.create');
INSERT INTO "operation" VALUES(15,'2026-03-15T01:30:00.000000Z',1,'order.create');
INSERT INTO "operation" VALUES(16,'2026-03-15T01:30:00.000000Z',1,'payment.record');
INSERT INTO "operation" VALUES(17,'2026-03-15T01:30:00.000000Z',1,'payment.void');
INSERT INTO "operation" VALUES(18,'2026-03-15T01:30:00.000000Z',1,'order.create');
INSERT INTO "operation" VALUES(19,'2026-03-15T01:30:00.000000Z',1,'order.cancel');
INSERT INTO "operation" VALUES(20,'2026-03-20T01:30:00.000000Z',1,'store.upgrade');
INSERT INTO "operation" VALUES(21,'2026-03-20T01:30:00.000000Z',1,'opening.create');
INSERT INTO "operation" VALUES(22,'2026-03-20T01:30:00.000000Z',1,'product.create');
INSERT INTO "operation" VALUES(23,'2026-03-20T01:30:00.000000Z',1,'order.create');
INSERT INTO "operation" VALUES(24,'2026-03-20T01:30:00.000000Z',1,'payment.record');
INSERT INTO "operation" VALUES(25,'2026-03-20T01:30:00.000000Z',1,'period.close');
CREATE TABLE "operator" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	created_at TEXT NOT NULL, 
	created_by INTEGER NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	sort_key TEXT NOT NULL, 
	search_text TEXT NOT NULL, 
	active INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	dept_id INTEGER NOT NULL, 
	region_id INTEGER, 
	personnel_type_id INTEGER, 
	position_id INTEGER, 
	manager_id INTEGER, 
	CONSTRAINT fk_operator_position_id FOREIGN KEY(position_id) REFERENCES position (id), 
	CONSTRAINT fk_operator_personnel_type_id FOREIGN KEY(personnel_type_id) REFERENCES personnel_type (id), 
	CONSTRAINT fk_operator_region_id FOREIGN KEY(region_id) REFERENCES region (id), 
	CONSTRAINT ck_operator_kind CHECK (kind IN ('person', 'pool')), 
	CONSTRAINT uq_operator_code UNIQUE (code), 
	CONSTRAINT fk_operator_dept_id FOREIGN KEY(dept_id) REFERENCES department (id), 
	CONSTRAINT uq_operator_id_dept_id UNIQUE (id, dept_id), 
	CONSTRAINT fk_operator_manager_id FOREIGN KEY(manager_id) REFERENCES operator (id)
)
 STRICT

;
INSERT INTO "operator" VALUES(1,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'ADMIN','administrator','administrator','administrator
admin',1,'person',1,NULL,NULL,NULL,NULL);
INSERT INTO "operator" VALUES(2,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'POOL-1','Pool of head office','pool of head office','poolofheadoffice
pool-1',1,'pool',1,NULL,NULL,NULL,NULL);
INSERT INTO "operator" VALUES(3,'2026-02-01T02:00:00.000000Z',1,'2026-03-15T01:30:00.000000Z',1,2,'WF','王芳','wang2 fang1','王芳
wangfang
wf',1,'person',1,NULL,NULL,NULL,1);
CREATE TABLE "order_line" (
	owner_id INTEGER NOT NULL, 
	dept_id INTEGER NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	created_at TEXT NOT NULL, 
	created_by INTEGER NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	customer_id INTEGER NOT NULL, 
	line INTEGER NOT NULL, 
	product_id INTEGER, 
	product_name TEXT, 
	unit TEXT, 
	quantity INTEGER NOT NULL, 
	price INTEGER NOT NULL, 
	discount INTEGER NOT NULL, 
	tax_rate INTEGER NOT NULL, 
	amount INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	remark TEXT, 
	CONSTRAINT fk_order_line_order_id_customer_id_owner_id_dept_id FOREIGN KEY(order_id, customer_id, owner_id, dept_id) REFERENCES sales_order (id, customer_id, owner_id, dept_id) ON UPDATE CASCADE, 
	CONSTRAINT fk_order_line_product_id FOREIGN KEY(product_id) REFERENCES product (id), 
	CONSTRAINT uq_order_line_order_id_line UNIQUE (order_id, line), 
	CONSTRAINT ck_order_line_kind CHECK (kind IN ('product', 'gift', 'freight', 'rounding')), 
	CONSTRAINT ck_order_line_product CHECK ((product_id IS NULL) = (kind IN ('freight', 'rounding'))), 
	CONSTRAINT ck_order_line_sign CHECK ((amount < 0) = (kind = 'rounding') AND (kind <> 'gift' OR amount = 0))
)
 STRICT

;
INSERT INTO "order_line" VALUES(3,1,1,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,1,1,1,1,'Paper',NULL,20000,1000000,0,1300,20000,'product',NULL);
INSERT INTO "order_line" VALUES(1,1,2,'2026-03-15T01:30:00.000000Z',1,'2026-03-15T01:30:00.000000Z',1,1,2,2,1,1,'Paper',NULL,30000,1000000,0,1300,30000,'product',NULL);
INSERT INTO "order_line" VALUES(1,1,3,'2026-03-15T01:30:00.000000Z',1,'2026-03-15T01:30:00.000000Z',1,1,3,2,1,1,'Paper',NULL,10000,1000000,0,1300,10000,'product',NULL);
INSERT INTO "order_line" VALUES(1,1,4,'2026-03-15T01:30:00.000000Z',1,'2026-03-15T01:30:00.000000Z',1,1,4,2,1,1,'Paper',NULL,20000,1000000,0,1300,20000,'product',NULL);
INSERT INTO "order_line" VALUES(3,1,5,'2026-03-20T01:30:00.000000Z',1,'2026-03-20T01:30:00.000000Z',1,1,5,1,1,2,'硒鼓',NULL,30000,200000,1000,1300,5400,'product',NULL);
INSERT INTO "order_line" VALUES(3,1,6,'2026-03-20T01:30:00.000000Z',1,'2026-03-20T01:30:00.000000Z',1,1,5,1,2,2,'硒鼓',NULL,10000,200000,10000,1300,0,'gift',NULL);
INSERT INTO "order_line" VALUES(3,1,7,'2026-03-20T01:30:00.000000Z',1,'2026-03-20T01:30:00.000000Z',1,1,5,1,3,NULL,NULL,NULL,10000,50000,0,1300,500,'freight',NULL);
CREATE TABLE "payment" (
	owner_id INTEGER NOT NULL, 
	dept_id INTEGER NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	created_at TEXT NOT NULL, 
	created_by INTEGER NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	number TEXT NOT NULL, 
	date TEXT NOT NULL, 
	status TEXT NOT NULL, 
	customer_id INTEGER NOT NULL, 
	payer TEXT NOT NULL, 
	method_id INTEGER, 
	handler_id INTEGER NOT NULL, 
	amount INTEGER NOT NULL, 
	reverses_id INTEGER, 
	remark TEXT, 
	reason TEXT, 
	kind TEXT NOT NULL, 
	account_id INTEGER, 
	bank_reference TEXT, 
	claims_id INTEGER, 
	CONSTRAINT fk_payment_customer_id_owner_id_dept_id FOREIGN KEY(customer_id, owner_id, dept_id) REFERENCES customer (id, owner_id, dept_id) ON UPDATE CASCADE, 
	CONSTRAINT fk_payment_method_id FOREIGN KEY(method_id) REFERENCES payment_method (id), 
	CONSTRAINT fk_payment_claims_id FOREIGN KEY(claims_id) REFERENCES payment (id), 
	CONSTRAINT ck_payment_reverses CHECK ((reverses_id IS NOT NULL) = (status = 'reversal')), 
	CONSTRAINT fk_payment_account_id FOREIGN KEY(account_id) REFERENCES receiving_account (id), 
	CONSTRAINT fk_payment_reverses_id FOREIGN KEY(reverses_id) REFERENCES payment (id), 
	CONSTRAINT uq_payment_reverses_id UNIQUE (reverses_id), 
	CONSTRAINT uq_payment_number UNIQUE (number), 
	CONSTRAINT fk_payment_handler_id FOREIGN KEY(handler_id) REFERENCES operator (id), 
	CONSTRAINT uq_payment_id_customer_id_owner_id_dept_id UNIQUE (id, customer_id, owner_id, dept_id), 
	CONSTRAINT ck_payment_kind CHECK (kind IN ('receipt', 'refund', 'opening', 'claim')), 
	CONSTRAINT ck_payment_status CHECK (status IN ('pending', 'confirmed', 'rejected', 'void', 'reversal')), 
	CONSTRAINT ck_payment_sign CHECK (amount <> 0 AND (kind = 'claim' OR (amount < 0) = ((kind = 'refund') <> (status = 'reversal')))), 
	CONSTRAINT ck_payment_claims CHECK ((claims_id IS NOT NULL) = (kind = 'claim' AND status <> 'reversal')), 
	CONSTRAINT ck_payment_method CHECK ((method_id IS NULL) = (kind = 'opening')), 
	CONSTRAINT ck_payment_waits CHECK (kind = 'receipt' OR status NOT IN ('pending', 'rejected'))
)
 STRICT

;
INSERT INTO "payment" VALUES(3,1,1,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'RC202602-00001','2026-02-01','confirmed',1,'上海华信贸易有限公司',1,1,5000,NULL,NULL,NULL,'receipt',NULL,NULL,NULL);
INSERT INTO "payment" VALUES(1,1,2,'2026-03-15T01:30:00.000000Z',1,'2026-03-15T01:30:00.000000Z',1,2,'RC202603-00001','2026-03-12','void',2,'Alfreds Futterkiste',1,1,500,NULL,NULL,'x','receipt',NULL,NULL,NULL);
INSERT INTO "payment" VALUES(1,1,3,'2026-03-15T01:30:00.000000Z',1,'2026-03-15T01:30:00.000000Z',1,1,'RC202603-00002','2026-03-15','reversal',2,'Alfreds Futterkiste',1,1,-500,2,NULL,'x','receipt',NULL,NULL,NULL);
INSERT INTO "payment" VALUES(3,1,4,'2026-03-20T01:30:00.000000Z',1,'2026-03-20T01:30:00.000000Z',1,1,'RC202603-00003','2026-03-19','confirmed',1,'上海华信贸易有限公司',1,1,10000,NULL,NULL,NULL,'receipt',NULL,NULL,NULL);
CREATE TABLE payment_method (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	created_at TEXT NOT NULL, 
	created_by INTEGER NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	sort_key TEXT NOT NULL, 
	search_text TEXT NOT NULL, 
	active INTEGER NOT NULL, 
	CONSTRAINT uq_payment_method_code UNIQUE (code)
)
 STRICT

;
INSERT INTO "payment_method" VALUES(1,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'CASH','cash','cash','cash',1);
INSERT INTO "payment_method" VALUES(2,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'TRANSFER','bank transfer','bank transfer','banktransfer
transfer',1);
INSERT INTO "payment_method" VALUES(3,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'WECHAT','WeChat Pay','wechat pay','wechatpay
wechat',1);
INSERT INTO "payment_method" VALUES(4,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'ALIPAY','Alipay','alipay','alipay',1);
INSERT INTO "payment_method" VALUES(5,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'CARD','card','card','card',1);
INSERT INTO "payment_method" VALUES(6,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'CHEQUE','cheque','cheque','cheque',1);
INSERT INTO "payment_method" VALUES(7,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'DRAFT','acceptance bill','acceptance bill','acceptancebill
draft',1);
CREATE TABLE pending_allocation (
	owner_id INTEGER NOT NULL, 
	dept_id INTEGER NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	created_at TEXT NOT NULL, 
	created_by INTEGER NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	payment_id INTEGER NOT NULL, 
	order_id INTEGER, 
	opening_id INTEGER, 
	customer_id INTEGER NOT NULL, 
	amount INTEGER NOT NULL, 
	CONSTRAINT ck_pending_allocation_target CHECK (CASE WHEN order_id IS NULL THEN 0 ELSE 1 END + CASE WHEN opening_id IS NULL THEN 0 ELSE 1 END = 1), 
	CONSTRAINT ck_pending_allocation_amount CHECK (amount > 0), 
	CONSTRAINT fk_pending_allocation_opening_id_customer_id_owner_id_dept_id FOREIGN KEY(opening_id, customer_id, owner_id, dept_id) REFERENCES opening_balance (id, customer_id, owner_id, dept_id) ON UPDATE CASCADE, 
	CONSTRAINT fk_pending_allocation_order_id_customer_id_owner_id_dept_id FOREIGN KEY(order_id, customer_id, owner_id, dept_id) REFERENCES sales_order (id, customer_id, owner_id, dept_id) ON UPDATE CASCADE, 
	CONSTRAINT fk_pending_allocation_payment_id_customer_id_owner_id_dept_id FOREIGN KEY(payment_id, customer_id, owner_id, dept_id) REFERENCES payment (id, customer_id, owner_id, dept_id) ON UPDATE CASCADE
)
 STRICT

;
CREATE TABLE period_lock (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	created_at TEXT NOT NULL, 
	created_by INTEGER NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	closed_through TEXT NOT NULL, 
	reason TEXT
)
 STRICT

;
INSERT INTO "period_lock" VALUES(1,'2026-03-20T01:30:00.000000Z',1,'2026-03-20T01:30:00.000000Z',1,1,'2026-01',NULL);
CREATE TABLE personnel_type (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	created_at TEXT NOT NULL, 
	created_by INTEGER NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	sort_key TEXT NOT NULL, 
	search_text TEXT NOT NULL, 
	active INTEGER NOT NULL, 
	CONSTRAINT uq_personnel_type_code UNIQUE (code)
)
 STRICT

;
INSERT INTO "personnel_type" VALUES(1,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'SALES','sales','sales','sales',1);
INSERT INTO "personnel_type" VALUES(2,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'SERVICE','service','service','service',1);
INSERT INTO "personnel_type" VALUES(3,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'MARKETING','marketing','marketing','marketing',1);
INSERT INTO "personnel_type" VALUES(4,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'FINANCE','finance','finance','finance',1);
INSERT INTO "personnel_type" VALUES(5,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'ADMINISTRATION','administration','administration','administration',1);
CREATE TABLE position (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	created_at TEXT NOT NULL, 
	created_by INTEGER NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	sort_key TEXT NOT NULL, 
	search_text TEXT NOT NULL, 
	active INTEGER NOT NULL, 
	CONSTRAINT uq_position_code UNIQUE (code)
)
 STRICT

;
INSERT INTO "position" VALUES(1,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'DIRECTOR','director','director','director',1);
INSERT INTO "position" VALUES(2,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'MANAGER','manager','manager','manager',1);
INSERT INTO "position" VALUES(3,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'STAFF','staff member','staff member','staffmember
staff',1);
CREATE TABLE product (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	created_at TEXT NOT NULL, 
	created_by INTEGER NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	sort_key TEXT NOT NULL, 
	search_text TEXT NOT NULL, 
	active INTEGER NOT NULL, 
	spec TEXT, 
	unit TEXT, 
	category TEXT, 
	price INTEGER NOT NULL, 
	tax_rate INTEGER NOT NULL, 
	cost INTEGER, 
	CONSTRAINT uq_product_code UNIQUE (code)
)
 STRICT

;
INSERT INTO "product" VALUES(1,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'P00001','Paper','paper','paper
p00001',1,NULL,NULL,NULL,1000000,1300,NULL);
INSERT INTO "product" VALUES(2,'2026-03-20T01:30:00.000000Z',1,'2026-03-20T01:30:00.000000Z',1,1,'T1','硒鼓','xi1 gu3','硒鼓
xigu
xg
t1',1,NULL,NULL,NULL,200000,1300,NULL);
CREATE TABLE progress (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	created_at TEXT NOT NULL, 
	created_by INTEGER NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	sort_key TEXT NOT NULL, 
	search_text TEXT NOT NULL, 
	active INTEGER NOT NULL, 
	CONSTRAINT uq_progress_code UNIQUE (code)
)
 STRICT

;
CREATE TABLE receiving_account (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	created_at TEXT NOT NULL, 
	created_by INTEGER NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	sort_key TEXT NOT NULL, 
	search_text TEXT NOT NULL, 
	active INTEGER NOT NULL, 
	CONSTRAINT uq_receiving_account_code UNIQUE (code)
)
 STRICT

;
CREATE TABLE region (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	created_at TEXT NOT NULL, 
	created_by INTEGER NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	sort_key TEXT NOT NULL, 
	search_text TEXT NOT NULL, 
	active INTEGER NOT NULL, 
	parent_id INTEGER, 
	CONSTRAINT fk_region_parent_id FOREIGN KEY(parent_id) REFERENCES region (id), 
	CONSTRAINT uq_region_code UNIQUE (code)
)
 STRICT

;
INSERT INTO "region" VALUES(1,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'R0001','华东','hua2 dong1','华东
huadong
hd
r0001',1,NULL);
CREATE TABLE "sales_order" (
	owner_id INTEGER NOT NULL, 
	dept_id INTEGER NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	created_at TEXT NOT NULL, 
	created_by INTEGER NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	number TEXT NOT NULL, 
	date TEXT NOT NULL, 
	due_date TEXT NOT NULL, 
	status TEXT NOT NULL, 
	customer_id INTEGER NOT NULL, 
	salesperson_id INTEGER NOT NULL, 
	region_id INTEGER, 
	total INTEGER NOT NULL, 
	remark TEXT, 
	reason TEXT, 
	due_by_hand INTEGER NOT NULL, 
	contact_id INTEGER, 
	phone TEXT, 
	ship_to TEXT, 
	CONSTRAINT fk_sales_order_contact_id_customer_id_owner_id_dept_id FOREIGN KEY(contact_id, customer_id, owner_id, dept_id) REFERENCES contact (id, customer_id, owner_id, dept_id) ON UPDATE CASCADE, 
	CONSTRAINT ck_sales_order_status CHECK (status IN ('draft', 'confirmed', 'completed', 'cancelled')), 
	CONSTRAINT uq_sales_order_number UNIQUE (number), 
	CONSTRAINT uq_sales_order_id_customer_id_owner_id_dept_id UNIQUE (id, customer_id, owner_id, dept_id), 
	CONSTRAINT fk_sales_order_customer_id_owner_id_dept_id FOREIGN KEY(customer_id, owner_id, dept_id) REFERENCES customer (id, owner_id, dept_id) ON UPDATE CASCADE, 
	CONSTRAINT fk_sales_order_region_id FOREIGN KEY(region_id) REFERENCES region (id), 
	CONSTRAINT fk_sales_order_salesperson_id FOREIGN KEY(salesperson_id) REFERENCES operator (id)
)
 STRICT

;
INSERT INTO "sales_order" VALUES(3,1,1,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'SO202602-00001','2026-02-01','2026-02-01','confirmed',1,3,1,20000,NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "sales_order" VALUES(1,1,2,'2026-03-15T01:30:00.000000Z',1,'2026-03-15T01:30:00.000000Z',1,1,'SO202603-00001','2026-03-10','2026-03-10','draft',2,1,NULL,30000,NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "sales_order" VALUES(1,1,3,'2026-03-15T01:30:00.000000Z',1,'2026-03-15T01:30:00.000000Z',1,1,'SO202603-00002','2026-03-11','2026-03-11','confirmed',2,1,NULL,10000,NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "sales_order" VALUES(1,1,4,'2026-03-15T01:30:00.000000Z',1,'2026-03-15T01:30:00.000000Z',1,2,'SO202603-00003','2026-03-11','2026-03-11','cancelled',2,1,NULL,20000,NULL,'错单',0,NULL,NULL,NULL);
INSERT INTO "sales_order" VALUES(3,1,5,'2026-03-20T01:30:00.000000Z',1,'2026-03-20T01:30:00.000000Z',1,1,'SO202603-00004','2026-03-18','2026-04-17','confirmed',1,3,1,5900,NULL,NULL,0,NULL,'021-5555 1234 / 13800138000','上海');
CREATE TABLE setting (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	created_at TEXT NOT NULL, 
	created_by INTEGER NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT uq_setting_key UNIQUE ("key")
)
 STRICT

;
INSERT INTO "setting" VALUES(1,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'company','Old Ltd');
INSERT INTO "setting" VALUES(2,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'zone','Asia/Shanghai');
INSERT INTO "setting" VALUES(3,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'currency','CNY');
INSERT INTO "setting" VALUES(4,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'tax_rate','13');
CREATE TABLE source (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	created_at TEXT NOT NULL, 
	created_by INTEGER NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	sort_key TEXT NOT NULL, 
	search_text TEXT NOT NULL, 
	active INTEGER NOT NULL, 
	CONSTRAINT uq_source_code UNIQUE (code)
)
 STRICT

;
INSERT INTO "source" VALUES(1,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'REFERRAL','referral','referral','referral',1);
INSERT INTO "source" VALUES(2,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'WEB','website','website','website
web',1);
INSERT INTO "source" VALUES(3,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'FAIR','trade fair','trade fair','tradefair
fair',1);
INSERT INTO "source" VALUES(4,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'CALL','telephone sales','telephone sales','telephonesales
call',1);
INSERT INTO "source" VALUES(5,'2026-02-01T02:00:00.000000Z',1,'2026-02-01T02:00:00.000000Z',1,1,'OTHER','other','other','other',1);
CREATE INDEX ix_operation_at ON operation (at);
CREATE INDEX ix_operation_operator_id_id ON operation (operator_id, id);
CREATE INDEX ix_log_entry_operation_id ON log_entry (operation_id);
CREATE INDEX ix_log_entry_root_table_root_id_id ON log_entry (root_table, root_id, id);
CREATE INDEX ix_log_entry_table_name_row_id_id ON log_entry (table_name, row_id, id);
CREATE INDEX ix_contact_birthday_key ON contact (birthday_key);
CREATE INDEX ix_contact_customer_id_id ON contact (customer_id, id);
CREATE INDEX ix_contact_dept_id_id ON contact (dept_id, id);
CREATE INDEX ix_contact_owner_id_id ON contact (owner_id, id);
CREATE UNIQUE INDEX uq_contact_primary ON contact (customer_id) WHERE is_primary;
CREATE INDEX ix_followup_author_id_contacted_at_id ON followup (author_id, contacted_at, id);
CREATE INDEX ix_followup_contact_id ON followup (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX ix_followup_contacted_at_id ON followup (contacted_at, id);
CREATE INDEX ix_followup_customer_id_contacted_at_id ON followup (customer_id, contacted_at, id);
CREATE INDEX ix_followup_dept_id_contacted_at_id ON followup (dept_id, contacted_at, id);
CREATE INDEX ix_followup_next_on ON followup (next_on) WHERE next_on IS NOT NULL;
CREATE INDEX ix_followup_order_id ON followup (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX ix_followup_owner_id_contacted_at_id ON followup (owner_id, contacted_at, id);
CREATE INDEX ix_contact_point_normalised ON contact_point (normalised);
CREATE INDEX ix_contact_point_customer_id_kind ON contact_point (customer_id, kind);
CREATE INDEX ix_contact_point_contact_id_kind ON contact_point (contact_id, kind) WHERE contact_id IS NOT NULL;
CREATE INDEX ix_operator_dept_id_id ON operator (dept_id, id);
CREATE INDEX ix_opening_balance_customer_id_date ON opening_balance (customer_id, date);
CREATE INDEX ix_opening_balance_dept_id_date ON opening_balance (dept_id, date);
CREATE INDEX ix_opening_balance_owner_id_date ON opening_balance (owner_id, date);
CREATE INDEX ix_pending_allocation_opening_id ON pending_allocation (opening_id) WHERE opening_id IS NOT NULL;
CREATE INDEX ix_pending_allocation_order_id ON pending_allocation (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX ix_pending_allocation_payment_id ON pending_allocation (payment_id);
CREATE INDEX ix_sales_order_dept_id_date ON sales_order (dept_id, date);
CREATE INDEX ix_sales_order_contact_id ON sales_order (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX ix_sales_order_customer_id_date ON sales_order (customer_id, date);
CREATE INDEX ix_sales_order_date_salesperson_id_status_total ON sales_order (date, salesperson_id, status, total);
CREATE INDEX ix_sales_order_owner_id_date ON sales_order (owner_id, date);
CREATE INDEX ix_sales_order_date_region_id_status_total ON sales_order (date, region_id, status, total);
CREATE INDEX ix_customer_owner_id_id ON customer (owner_id, id);
CREATE INDEX ix_customer_dept_id_id ON customer (dept_id, id);
CREATE INDEX ix_customer_region_id_type_id ON customer (region_id, type_id);
CREATE INDEX ix_customer_name_core ON customer (name_core);
CREATE UNIQUE INDEX uq_customer_reserved ON customer (reserved) WHERE reserved;
CREATE UNIQUE INDEX uq_order_line_rounding ON order_line (order_id) WHERE kind = 'rounding';
CREATE INDEX ix_order_line_order_id_product_id_amount ON order_line (order_id, product_id, amount);
CREATE INDEX ix_order_line_product_id ON order_line (product_id);
CREATE INDEX ix_payment_claims_id ON payment (claims_id) WHERE claims_id IS NOT NULL;
CREATE INDEX ix_payment_pending ON payment (id) WHERE status = 'pending';
CREATE UNIQUE INDEX uq_payment_bank_reference ON payment (bank_reference) WHERE bank_reference IS NOT NULL AND status IN ('pending', 'confirmed');
CREATE INDEX ix_payment_dept_id_date ON payment (dept_id, date);
CREATE INDEX ix_payment_customer_id_date ON payment (customer_id, date);
CREATE INDEX ix_payment_owner_id_date ON payment (owner_id, date);
CREATE INDEX ix_allocation_payment_id_amount ON allocation (payment_id, amount);
CREATE INDEX ix_allocation_date_order_id_amount ON allocation (date, order_id, amount);
CREATE INDEX ix_allocation_draws_id_amount ON allocation (draws_id, amount) WHERE draws_id IS NOT NULL;
CREATE INDEX ix_allocation_opening_id_date_amount ON allocation (opening_id, date, amount) WHERE opening_id IS NOT NULL;
CREATE INDEX ix_allocation_order_id_date_amount ON allocation (order_id, date, amount);
CREATE TRIGGER log_channel_insert AFTER INSERT ON channel BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'insert', 'channel', NEW.id, 'channel', NEW.id, NULL, json_object('code', NEW."code", 'name', NEW."name", 'active', NEW."active")); END;
CREATE TRIGGER log_channel_update AFTER UPDATE ON channel WHEN OLD."code" IS NOT NEW."code" OR OLD."name" IS NOT NEW."name" OR OLD."active" IS NOT NEW."active" BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  SELECT crm_operation(), 'update', 'channel', NEW.id, 'channel', NEW.id, json_group_object(k, o), json_group_object(k, n) FROM (SELECT 'code' AS k, OLD."code" AS o, NEW."code" AS n WHERE OLD."code" IS NOT NEW."code" UNION ALL SELECT 'name' AS k, OLD."name" AS o, NEW."name" AS n WHERE OLD."name" IS NOT NEW."name" UNION ALL SELECT 'active' AS k, OLD."active" AS o, NEW."active" AS n WHERE OLD."active" IS NOT NEW."active"); END;
CREATE TRIGGER log_channel_delete AFTER DELETE ON channel BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'delete', 'channel', OLD.id, 'channel', OLD.id, json_object('code', OLD."code", 'name', OLD."name", 'active', OLD."active"), NULL); END;
CREATE TRIGGER log_contact_category_insert AFTER INSERT ON contact_category BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'insert', 'contact_category', NEW.id, 'contact_category', NEW.id, NULL, json_object('code', NEW."code", 'name', NEW."name", 'active', NEW."active")); END;
CREATE TRIGGER log_contact_category_update AFTER UPDATE ON contact_category WHEN OLD."code" IS NOT NEW."code" OR OLD."name" IS NOT NEW."name" OR OLD."active" IS NOT NEW."active" BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  SELECT crm_operation(), 'update', 'contact_category', NEW.id, 'contact_category', NEW.id, json_group_object(k, o), json_group_object(k, n) FROM (SELECT 'code' AS k, OLD."code" AS o, NEW."code" AS n WHERE OLD."code" IS NOT NEW."code" UNION ALL SELECT 'name' AS k, OLD."name" AS o, NEW."name" AS n WHERE OLD."name" IS NOT NEW."name" UNION ALL SELECT 'active' AS k, OLD."active" AS o, NEW."active" AS n WHERE OLD."active" IS NOT NEW."active"); END;
CREATE TRIGGER log_contact_category_delete AFTER DELETE ON contact_category BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'delete', 'contact_category', OLD.id, 'contact_category', OLD.id, json_object('code', OLD."code", 'name', OLD."name", 'active', OLD."active"), NULL); END;
CREATE TRIGGER log_customer_type_insert AFTER INSERT ON customer_type BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'insert', 'customer_type', NEW.id, 'customer_type', NEW.id, NULL, json_object('code', NEW."code", 'name', NEW."name", 'active', NEW."active")); END;
CREATE TRIGGER log_customer_type_update AFTER UPDATE ON customer_type WHEN OLD."code" IS NOT NEW."code" OR OLD."name" IS NOT NEW."name" OR OLD."active" IS NOT NEW."active" BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  SELECT crm_operation(), 'update', 'customer_type', NEW.id, 'customer_type', NEW.id, json_group_object(k, o), json_group_object(k, n) FROM (SELECT 'code' AS k, OLD."code" AS o, NEW."code" AS n WHERE OLD."code" IS NOT NEW."code" UNION ALL SELECT 'name' AS k, OLD."name" AS o, NEW."name" AS n WHERE OLD."name" IS NOT NEW."name" UNION ALL SELECT 'active' AS k, OLD."active" AS o, NEW."active" AS n WHERE OLD."active" IS NOT NEW."active"); END;
CREATE TRIGGER log_customer_type_delete AFTER DELETE ON customer_type BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'delete', 'customer_type', OLD.id, 'customer_type', OLD.id, json_object('code', OLD."code", 'name', OLD."name", 'active', OLD."active"), NULL); END;
CREATE TRIGGER log_department_insert AFTER INSERT ON department BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'insert', 'department', NEW.id, 'department', NEW.id, NULL, json_object('code', NEW."code", 'name', NEW."name", 'active', NEW."active", 'parent_id', NEW."parent_id")); END;
CREATE TRIGGER log_department_update AFTER UPDATE ON department WHEN OLD."code" IS NOT NEW."code" OR OLD."name" IS NOT NEW."name" OR OLD."active" IS NOT NEW."active" OR OLD."parent_id" IS NOT NEW."parent_id" BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  SELECT crm_operation(), 'update', 'department', NEW.id, 'department', NEW.id, json_group_object(k, o), json_group_object(k, n) FROM (SELECT 'code' AS k, OLD."code" AS o, NEW."code" AS n WHERE OLD."code" IS NOT NEW."code" UNION ALL SELECT 'name' AS k, OLD."name" AS o, NEW."name" AS n WHERE OLD."name" IS NOT NEW."name" UNION ALL SELECT 'active' AS k, OLD."active" AS o, NEW."active" AS n WHERE OLD."active" IS NOT NEW."active" UNION ALL SELECT 'parent_id' AS k, OLD."parent_id" AS o, NEW."parent_id" AS n WHERE OLD."parent_id" IS NOT NEW."parent_id"); END;
CREATE TRIGGER log_department_delete AFTER DELETE ON department BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'delete', 'department', OLD.id, 'department', OLD.id, json_object('code', OLD."code", 'name', OLD."name", 'active', OLD."active", 'parent_id', OLD."parent_id"), NULL); END;
CREATE TRIGGER log_industry_insert AFTER INSERT ON industry BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'insert', 'industry', NEW.id, 'industry', NEW.id, NULL, json_object('code', NEW."code", 'name', NEW."name", 'active', NEW."active")); END;
CREATE TRIGGER log_industry_update AFTER UPDATE ON industry WHEN OLD."code" IS NOT NEW."code" OR OLD."name" IS NOT NEW."name" OR OLD."active" IS NOT NEW."active" BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  SELECT crm_operation(), 'update', 'industry', NEW.id, 'industry', NEW.id, json_group_object(k, o), json_group_object(k, n) FROM (SELECT 'code' AS k, OLD."code" AS o, NEW."code" AS n WHERE OLD."code" IS NOT NEW."code" UNION ALL SELECT 'name' AS k, OLD."name" AS o, NEW."name" AS n WHERE OLD."name" IS NOT NEW."name" UNION ALL SELECT 'active' AS k, OLD."active" AS o, NEW."active" AS n WHERE OLD."active" IS NOT NEW."active"); END;
CREATE TRIGGER log_industry_delete AFTER DELETE ON industry BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'delete', 'industry', OLD.id, 'industry', OLD.id, json_object('code', OLD."code", 'name', OLD."name", 'active', OLD."active"), NULL); END;
CREATE TRIGGER log_level_insert AFTER INSERT ON level BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'insert', 'level', NEW.id, 'level', NEW.id, NULL, json_object('code', NEW."code", 'name', NEW."name", 'active', NEW."active")); END;
CREATE TRIGGER log_level_update AFTER UPDATE ON level WHEN OLD."code" IS NOT NEW."code" OR OLD."name" IS NOT NEW."name" OR OLD."active" IS NOT NEW."active" BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  SELECT crm_operation(), 'update', 'level', NEW.id, 'level', NEW.id, json_group_object(k, o), json_group_object(k, n) FROM (SELECT 'code' AS k, OLD."code" AS o, NEW."code" AS n WHERE OLD."code" IS NOT NEW."code" UNION ALL SELECT 'name' AS k, OLD."name" AS o, NEW."name" AS n WHERE OLD."name" IS NOT NEW."name" UNION ALL SELECT 'active' AS k, OLD."active" AS o, NEW."active" AS n WHERE OLD."active" IS NOT NEW."active"); END;
CREATE TRIGGER log_level_delete AFTER DELETE ON level BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'delete', 'level', OLD.id, 'level', OLD.id, json_object('code', OLD."code", 'name', OLD."name", 'active', OLD."active"), NULL); END;
CREATE TRIGGER log_number_rule_insert AFTER INSERT ON number_rule BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'insert', 'number_rule', NEW.id, 'number_rule', NEW.id, NULL, json_object('noun', NEW."noun", 'pattern', NEW."pattern")); END;
CREATE TRIGGER log_number_rule_update AFTER UPDATE ON number_rule WHEN OLD."noun" IS NOT NEW."noun" OR OLD."pattern" IS NOT NEW."pattern" BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  SELECT crm_operation(), 'update', 'number_rule', NEW.id, 'number_rule', NEW.id, json_group_object(k, o), json_group_object(k, n) FROM (SELECT 'noun' AS k, OLD."noun" AS o, NEW."noun" AS n WHERE OLD."noun" IS NOT NEW."noun" UNION ALL SELECT 'pattern' AS k, OLD."pattern" AS o, NEW."pattern" AS n WHERE OLD."pattern" IS NOT NEW."pattern"); END;
CREATE TRIGGER log_number_rule_delete AFTER DELETE ON number_rule BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'delete', 'number_rule', OLD.id, 'number_rule', OLD.id, json_object('noun', OLD."noun", 'pattern', OLD."pattern"), NULL); END;
CREATE TRIGGER log_payment_method_insert AFTER INSERT ON payment_method BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'insert', 'payment_method', NEW.id, 'payment_method', NEW.id, NULL, json_object('code', NEW."code", 'name', NEW."name", 'active', NEW."active")); END;
CREATE TRIGGER log_payment_method_update AFTER UPDATE ON payment_method WHEN OLD."code" IS NOT NEW."code" OR OLD."name" IS NOT NEW."name" OR OLD."active" IS NOT NEW."active" BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  SELECT crm_operation(), 'update', 'payment_method', NEW.id, 'payment_method', NEW.id, json_group_object(k, o), json_group_object(k, n) FROM (SELECT 'code' AS k, OLD."code" AS o, NEW."code" AS n WHERE OLD."code" IS NOT NEW."code" UNION ALL SELECT 'name' AS k, OLD."name" AS o, NEW."name" AS n WHERE OLD."name" IS NOT NEW."name" UNION ALL SELECT 'active' AS k, OLD."active" AS o, NEW."active" AS n WHERE OLD."active" IS NOT NEW."active"); END;
CREATE TRIGGER log_payment_method_delete AFTER DELETE ON payment_method BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'delete', 'payment_method', OLD.id, 'payment_method', OLD.id, json_object('code', OLD."code", 'name', OLD."name", 'active', OLD."active"), NULL); END;
CREATE TRIGGER log_period_lock_insert AFTER INSERT ON period_lock BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'insert', 'period_lock', NEW.id, 'period_lock', NEW.id, NULL, json_object('closed_through', NEW."closed_through", 'reason', NEW."reason")); END;
CREATE TRIGGER log_period_lock_update AFTER UPDATE ON period_lock WHEN OLD."closed_through" IS NOT NEW."closed_through" OR OLD."reason" IS NOT NEW."reason" BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  SELECT crm_operation(), 'update', 'period_lock', NEW.id, 'period_lock', NEW.id, json_group_object(k, o), json_group_object(k, n) FROM (SELECT 'closed_through' AS k, OLD."closed_through" AS o, NEW."closed_through" AS n WHERE OLD."closed_through" IS NOT NEW."closed_through" UNION ALL SELECT 'reason' AS k, OLD."reason" AS o, NEW."reason" AS n WHERE OLD."reason" IS NOT NEW."reason"); END;
CREATE TRIGGER log_period_lock_delete AFTER DELETE ON period_lock BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'delete', 'period_lock', OLD.id, 'period_lock', OLD.id, json_object('closed_through', OLD."closed_through", 'reason', OLD."reason"), NULL); END;
CREATE TRIGGER log_personnel_type_insert AFTER INSERT ON personnel_type BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'insert', 'personnel_type', NEW.id, 'personnel_type', NEW.id, NULL, json_object('code', NEW."code", 'name', NEW."name", 'active', NEW."active")); END;
CREATE TRIGGER log_personnel_type_update AFTER UPDATE ON personnel_type WHEN OLD."code" IS NOT NEW."code" OR OLD."name" IS NOT NEW."name" OR OLD."active" IS NOT NEW."active" BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  SELECT crm_operation(), 'update', 'personnel_type', NEW.id, 'personnel_type', NEW.id, json_group_object(k, o), json_group_object(k, n) FROM (SELECT 'code' AS k, OLD."code" AS o, NEW."code" AS n WHERE OLD."code" IS NOT NEW."code" UNION ALL SELECT 'name' AS k, OLD."name" AS o, NEW."name" AS n WHERE OLD."name" IS NOT NEW."name" UNION ALL SELECT 'active' AS k, OLD."active" AS o, NEW."active" AS n WHERE OLD."active" IS NOT NEW."active"); END;
CREATE TRIGGER log_personnel_type_delete AFTER DELETE ON personnel_type BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'delete', 'personnel_type', OLD.id, 'personnel_type', OLD.id, json_object('code', OLD."code", 'name', OLD."name", 'active', OLD."active"), NULL); END;
CREATE TRIGGER log_position_insert AFTER INSERT ON position BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'insert', 'position', NEW.id, 'position', NEW.id, NULL, json_object('code', NEW."code", 'name', NEW."name", 'active', NEW."active")); END;
CREATE TRIGGER log_position_update AFTER UPDATE ON position WHEN OLD."code" IS NOT NEW."code" OR OLD."name" IS NOT NEW."name" OR OLD."active" IS NOT NEW."active" BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  SELECT crm_operation(), 'update', 'position', NEW.id, 'position', NEW.id, json_group_object(k, o), json_group_object(k, n) FROM (SELECT 'code' AS k, OLD."code" AS o, NEW."code" AS n WHERE OLD."code" IS NOT NEW."code" UNION ALL SELECT 'name' AS k, OLD."name" AS o, NEW."name" AS n WHERE OLD."name" IS NOT NEW."name" UNION ALL SELECT 'active' AS k, OLD."active" AS o, NEW."active" AS n WHERE OLD."active" IS NOT NEW."active"); END;
CREATE TRIGGER log_position_delete AFTER DELETE ON position BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'delete', 'position', OLD.id, 'position', OLD.id, json_object('code', OLD."code", 'name', OLD."name", 'active', OLD."active"), NULL); END;
CREATE TRIGGER log_product_insert AFTER INSERT ON product BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'insert', 'product', NEW.id, 'product', NEW.id, NULL, json_object('code', NEW."code", 'name', NEW."name", 'active', NEW."active", 'spec', NEW."spec", 'unit', NEW."unit", 'category', NEW."category", 'price', NEW."price", 'tax_rate', NEW."tax_rate", 'cost', NEW."cost")); END;
CREATE TRIGGER log_product_update AFTER UPDATE ON product WHEN OLD."code" IS NOT NEW."code" OR OLD."name" IS NOT NEW."name" OR OLD."active" IS NOT NEW."active" OR OLD."spec" IS NOT NEW."spec" OR OLD."unit" IS NOT NEW."unit" OR OLD."category" IS NOT NEW."category" OR OLD."price" IS NOT NEW."price" OR OLD."tax_rate" IS NOT NEW."tax_rate" OR OLD."cost" IS NOT NEW."cost" BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  SELECT crm_operation(), 'update', 'product', NEW.id, 'product', NEW.id, json_group_object(k, o), json_group_object(k, n) FROM (SELECT 'code' AS k, OLD."code" AS o, NEW."code" AS n WHERE OLD."code" IS NOT NEW."code" UNION ALL SELECT 'name' AS k, OLD."name" AS o, NEW."name" AS n WHERE OLD."name" IS NOT NEW."name" UNION ALL SELECT 'active' AS k, OLD."active" AS o, NEW."active" AS n WHERE OLD."active" IS NOT NEW."active" UNION ALL SELECT 'spec' AS k, OLD."spec" AS o, NEW."spec" AS n WHERE OLD."spec" IS NOT NEW."spec" UNION ALL SELECT 'unit' AS k, OLD."unit" AS o, NEW."unit" AS n WHERE OLD."unit" IS NOT NEW."unit" UNION ALL SELECT 'category' AS k, OLD."category" AS o, NEW."category" AS n WHERE OLD."category" IS NOT NEW."category" UNION ALL SELECT 'price' AS k, OLD."price" AS o, NEW."price" AS n WHERE OLD."price" IS NOT NEW."price" UNION ALL SELECT 'tax_rate' AS k, OLD."tax_rate" AS o, NEW."tax_rate" AS n WHERE OLD."tax_rate" IS NOT NEW."tax_rate" UNION ALL SELECT 'cost' AS k, OLD."cost" AS o, NEW."cost" AS n WHERE OLD."cost" IS NOT NEW."cost"); END;
CREATE TRIGGER log_product_delete AFTER DELETE ON product BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'delete', 'product', OLD.id, 'product', OLD.id, json_object('code', OLD."code", 'name', OLD."name", 'active', OLD."active", 'spec', OLD."spec", 'unit', OLD."unit", 'category', OLD."category", 'price', OLD."price", 'tax_rate', OLD."tax_rate", 'cost', OLD."cost"), NULL); END;
CREATE TRIGGER log_progress_insert AFTER INSERT ON progress BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'insert', 'progress', NEW.id, 'progress', NEW.id, NULL, json_object('code', NEW."code", 'name', NEW."name", 'active', NEW."active")); END;
CREATE TRIGGER log_progress_update AFTER UPDATE ON progress WHEN OLD."code" IS NOT NEW."code" OR OLD."name" IS NOT NEW."name" OR OLD."active" IS NOT NEW."active" BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  SELECT crm_operation(), 'update', 'progress', NEW.id, 'progress', NEW.id, json_group_object(k, o), json_group_object(k, n) FROM (SELECT 'code' AS k, OLD."code" AS o, NEW."code" AS n WHERE OLD."code" IS NOT NEW."code" UNION ALL SELECT 'name' AS k, OLD."name" AS o, NEW."name" AS n WHERE OLD."name" IS NOT NEW."name" UNION ALL SELECT 'active' AS k, OLD."active" AS o, NEW."active" AS n WHERE OLD."active" IS NOT NEW."active"); END;
CREATE TRIGGER log_progress_delete AFTER DELETE ON progress BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'delete', 'progress', OLD.id, 'progress', OLD.id, json_object('code', OLD."code", 'name', OLD."name", 'active', OLD."active"), NULL); END;
CREATE TRIGGER log_receiving_account_insert AFTER INSERT ON receiving_account BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'insert', 'receiving_account', NEW.id, 'receiving_account', NEW.id, NULL, json_object('code', NEW."code", 'name', NEW."name", 'active', NEW."active")); END;
CREATE TRIGGER log_receiving_account_update AFTER UPDATE ON receiving_account WHEN OLD."code" IS NOT NEW."code" OR OLD."name" IS NOT NEW."name" OR OLD."active" IS NOT NEW."active" BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  SELECT crm_operation(), 'update', 'receiving_account', NEW.id, 'receiving_account', NEW.id, json_group_object(k, o), json_group_object(k, n) FROM (SELECT 'code' AS k, OLD."code" AS o, NEW."code" AS n WHERE OLD."code" IS NOT NEW."code" UNION ALL SELECT 'name' AS k, OLD."name" AS o, NEW."name" AS n WHERE OLD."name" IS NOT NEW."name" UNION ALL SELECT 'active' AS k, OLD."active" AS o, NEW."active" AS n WHERE OLD."active" IS NOT NEW."active"); END;
CREATE TRIGGER log_receiving_account_delete AFTER DELETE ON receiving_account BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'delete', 'receiving_account', OLD.id, 'receiving_account', OLD.id, json_object('code', OLD."code", 'name', OLD."name", 'active', OLD."active"), NULL); END;
CREATE TRIGGER log_region_insert AFTER INSERT ON region BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'insert', 'region', NEW.id, 'region', NEW.id, NULL, json_object('code', NEW."code", 'name', NEW."name", 'active', NEW."active", 'parent_id', NEW."parent_id")); END;
CREATE TRIGGER log_region_update AFTER UPDATE ON region WHEN OLD."code" IS NOT NEW."code" OR OLD."name" IS NOT NEW."name" OR OLD."active" IS NOT NEW."active" OR OLD."parent_id" IS NOT NEW."parent_id" BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  SELECT crm_operation(), 'update', 'region', NEW.id, 'region', NEW.id, json_group_object(k, o), json_group_object(k, n) FROM (SELECT 'code' AS k, OLD."code" AS o, NEW."code" AS n WHERE OLD."code" IS NOT NEW."code" UNION ALL SELECT 'name' AS k, OLD."name" AS o, NEW."name" AS n WHERE OLD."name" IS NOT NEW."name" UNION ALL SELECT 'active' AS k, OLD."active" AS o, NEW."active" AS n WHERE OLD."active" IS NOT NEW."active" UNION ALL SELECT 'parent_id' AS k, OLD."parent_id" AS o, NEW."parent_id" AS n WHERE OLD."parent_id" IS NOT NEW."parent_id"); END;
CREATE TRIGGER log_region_delete AFTER DELETE ON region BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'delete', 'region', OLD.id, 'region', OLD.id, json_object('code', OLD."code", 'name', OLD."name", 'active', OLD."active", 'parent_id', OLD."parent_id"), NULL); END;
CREATE TRIGGER log_setting_insert AFTER INSERT ON setting BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'insert', 'setting', NEW.id, 'setting', NEW.id, NULL, json_object('key', NEW."key", 'value', NEW."value")); END;
CREATE TRIGGER log_setting_update AFTER UPDATE ON setting WHEN OLD."key" IS NOT NEW."key" OR OLD."value" IS NOT NEW."value" BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  SELECT crm_operation(), 'update', 'setting', NEW.id, 'setting', NEW.id, json_group_object(k, o), json_group_object(k, n) FROM (SELECT 'key' AS k, OLD."key" AS o, NEW."key" AS n WHERE OLD."key" IS NOT NEW."key" UNION ALL SELECT 'value' AS k, OLD."value" AS o, NEW."value" AS n WHERE OLD."value" IS NOT NEW."value"); END;
CREATE TRIGGER log_setting_delete AFTER DELETE ON setting BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'delete', 'setting', OLD.id, 'setting', OLD.id, json_object('key', OLD."key", 'value', OLD."value"), NULL); END;
CREATE TRIGGER log_source_insert AFTER INSERT ON source BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'insert', 'source', NEW.id, 'source', NEW.id, NULL, json_object('code', NEW."code", 'name', NEW."name", 'active', NEW."active")); END;
CREATE TRIGGER log_source_update AFTER UPDATE ON source WHEN OLD."code" IS NOT NEW."code" OR OLD."name" IS NOT NEW."name" OR OLD."active" IS NOT NEW."active" BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  SELECT crm_operation(), 'update', 'source', NEW.id, 'source', NEW.id, json_group_object(k, o), json_group_object(k, n) FROM (SELECT 'code' AS k, OLD."code" AS o, NEW."code" AS n WHERE OLD."code" IS NOT NEW."code" UNION ALL SELECT 'name' AS k, OLD."name" AS o, NEW."name" AS n WHERE OLD."name" IS NOT NEW."name" UNION ALL SELECT 'active' AS k, OLD."active" AS o, NEW."active" AS n WHERE OLD."active" IS NOT NEW."active"); END;
CREATE TRIGGER log_source_delete AFTER DELETE ON source BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'delete', 'source', OLD.id, 'source', OLD.id, json_object('code', OLD."code", 'name', OLD."name", 'active', OLD."active"), NULL); END;
CREATE TRIGGER log_followup_template_insert AFTER INSERT ON followup_template BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'insert', 'followup_template', NEW.id, 'followup_template', NEW.id, NULL, json_object('code', NEW."code", 'name', NEW."name", 'active', NEW."active", 'channel_id', NEW."channel_id", 'required', NEW."required", 'content', NEW."content")); END;
CREATE TRIGGER log_followup_template_update AFTER UPDATE ON followup_template WHEN OLD."code" IS NOT NEW."code" OR OLD."name" IS NOT NEW."name" OR OLD."active" IS NOT NEW."active" OR OLD."channel_id" IS NOT NEW."channel_id" OR OLD."required" IS NOT NEW."required" OR OLD."content" IS NOT NEW."content" BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  SELECT crm_operation(), 'update', 'followup_template', NEW.id, 'followup_template', NEW.id, json_group_object(k, o), json_group_object(k, n) FROM (SELECT 'code' AS k, OLD."code" AS o, NEW."code" AS n WHERE OLD."code" IS NOT NEW."code" UNION ALL SELECT 'name' AS k, OLD."name" AS o, NEW."name" AS n WHERE OLD."name" IS NOT NEW."name" UNION ALL SELECT 'active' AS k, OLD."active" AS o, NEW."active" AS n WHERE OLD."active" IS NOT NEW."active" UNION ALL SELECT 'channel_id' AS k, OLD."channel_id" AS o, NEW."channel_id" AS n WHERE OLD."channel_id" IS NOT NEW."channel_id" UNION ALL SELECT 'required' AS k, OLD."required" AS o, NEW."required" AS n WHERE OLD."required" IS NOT NEW."required" UNION ALL SELECT 'content' AS k, OLD."content" AS o, NEW."content" AS n WHERE OLD."content" IS NOT NEW."content"); END;
CREATE TRIGGER log_followup_template_delete AFTER DELETE ON followup_template BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'delete', 'followup_template', OLD.id, 'followup_template', OLD.id, json_object('code', OLD."code", 'name', OLD."name", 'active', OLD."active", 'channel_id', OLD."channel_id", 'required', OLD."required", 'content', OLD."content"), NULL); END;
CREATE TRIGGER log_operator_insert AFTER INSERT ON operator BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'insert', 'operator', NEW.id, 'operator', NEW.id, NULL, json_object('code', NEW."code", 'name', NEW."name", 'active', NEW."active", 'kind', NEW."kind", 'dept_id', NEW."dept_id", 'region_id', NEW."region_id", 'personnel_type_id', NEW."personnel_type_id", 'position_id', NEW."position_id", 'manager_id', NEW."manager_id")); END;
CREATE TRIGGER log_operator_update AFTER UPDATE ON operator WHEN OLD."code" IS NOT NEW."code" OR OLD."name" IS NOT NEW."name" OR OLD."active" IS NOT NEW."active" OR OLD."kind" IS NOT NEW."kind" OR OLD."dept_id" IS NOT NEW."dept_id" OR OLD."region_id" IS NOT NEW."region_id" OR OLD."personnel_type_id" IS NOT NEW."personnel_type_id" OR OLD."position_id" IS NOT NEW."position_id" OR OLD."manager_id" IS NOT NEW."manager_id" BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  SELECT crm_operation(), 'update', 'operator', NEW.id, 'operator', NEW.id, json_group_object(k, o), json_group_object(k, n) FROM (SELECT 'code' AS k, OLD."code" AS o, NEW."code" AS n WHERE OLD."code" IS NOT NEW."code" UNION ALL SELECT 'name' AS k, OLD."name" AS o, NEW."name" AS n WHERE OLD."name" IS NOT NEW."name" UNION ALL SELECT 'active' AS k, OLD."active" AS o, NEW."active" AS n WHERE OLD."active" IS NOT NEW."active" UNION ALL SELECT 'kind' AS k, OLD."kind" AS o, NEW."kind" AS n WHERE OLD."kind" IS NOT NEW."kind" UNION ALL SELECT 'dept_id' AS k, OLD."dept_id" AS o, NEW."dept_id" AS n WHERE OLD."dept_id" IS NOT NEW."dept_id" UNION ALL SELECT 'region_id' AS k, OLD."region_id" AS o, NEW."region_id" AS n WHERE OLD."region_id" IS NOT NEW."region_id" UNION ALL SELECT 'personnel_type_id' AS k, OLD."personnel_type_id" AS o, NEW."personnel_type_id" AS n WHERE OLD."personnel_type_id" IS NOT NEW."personnel_type_id" UNION ALL SELECT 'position_id' AS k, OLD."position_id" AS o, NEW."position_id" AS n WHERE OLD."position_id" IS NOT NEW."position_id" UNION ALL SELECT 'manager_id' AS k, OLD."manager_id" AS o, NEW."manager_id" AS n WHERE OLD."manager_id" IS NOT NEW."manager_id"); END;
CREATE TRIGGER log_operator_delete AFTER DELETE ON operator BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'delete', 'operator', OLD.id, 'operator', OLD.id, json_object('code', OLD."code", 'name', OLD."name", 'active', OLD."active", 'kind', OLD."kind", 'dept_id', OLD."dept_id", 'region_id', OLD."region_id", 'personnel_type_id', OLD."personnel_type_id", 'position_id', OLD."position_id", 'manager_id', OLD."manager_id"), NULL); END;
CREATE TRIGGER log_customer_insert AFTER INSERT ON customer BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'insert', 'customer', NEW.id, 'customer', NEW.id, NULL, json_object('owner_id', NEW."owner_id", 'dept_id', NEW."dept_id", 'code', NEW."code", 'name', NEW."name", 'active', NEW."active", 'kind', NEW."kind", 'short_name', NEW."short_name", 'type_id', NEW."type_id", 'source_id', NEW."source_id", 'industry_id', NEW."industry_id", 'level_id', NEW."level_id", 'region_id', NEW."region_id", 'province', NEW."province", 'city', NEW."city", 'district', NEW."district", 'postcode', NEW."postcode", 'address', NEW."address", 'website', NEW."website", 'tax_number', NEW."tax_number", 'identity_number', NEW."identity_number", 'credit_limit', NEW."credit_limit", 'payment_terms', NEW."payment_terms", 'lifecycle', NEW."lifecycle", 'lifecycle_reason', NEW."lifecycle_reason", 'progress_id', NEW."progress_id", 'staff', NEW."staff", 'turnover', NEW."turnover", 'age_band', NEW."age_band", 'occupation', NEW."occupation", 'needs', NEW."needs", 'needs_on', NEW."needs_on", 'billing_name', NEW."billing_name", 'billing_bank', NEW."billing_bank", 'billing_account', NEW."billing_account", 'billing_address', NEW."billing_address", 'billing_phone', NEW."billing_phone", 'remark', NEW."remark", 'reserved', NEW."reserved")); END;
CREATE TRIGGER log_customer_update AFTER UPDATE ON customer WHEN OLD."owner_id" IS NOT NEW."owner_id" OR OLD."dept_id" IS NOT NEW."dept_id" OR OLD."code" IS NOT NEW."code" OR OLD."name" IS NOT NEW."name" OR OLD."active" IS NOT NEW."active" OR OLD."kind" IS NOT NEW."kind" OR OLD."short_name" IS NOT NEW."short_name" OR OLD."type_id" IS NOT NEW."type_id" OR OLD."source_id" IS NOT NEW."source_id" OR OLD."industry_id" IS NOT NEW."industry_id" OR OLD."level_id" IS NOT NEW."level_id" OR OLD."region_id" IS NOT NEW."region_id" OR OLD."province" IS NOT NEW."province" OR OLD."city" IS NOT NEW."city" OR OLD."district" IS NOT NEW."district" OR OLD."postcode" IS NOT NEW."postcode" OR OLD."address" IS NOT NEW."address" OR OLD."website" IS NOT NEW."website" OR OLD."tax_number" IS NOT NEW."tax_number" OR OLD."identity_number" IS NOT NEW."identity_number" OR OLD."credit_limit" IS NOT NEW."credit_limit" OR OLD."payment_terms" IS NOT NEW."payment_terms" OR OLD."lifecycle" IS NOT NEW."lifecycle" OR OLD."lifecycle_reason" IS NOT NEW."lifecycle_reason" OR OLD."progress_id" IS NOT NEW."progress_id" OR OLD."staff" IS NOT NEW."staff" OR OLD."turnover" IS NOT NEW."turnover" OR OLD."age_band" IS NOT NEW."age_band" OR OLD."occupation" IS NOT NEW."occupation" OR OLD."needs" IS NOT NEW."needs" OR OLD."needs_on" IS NOT NEW."needs_on" OR OLD."billing_name" IS NOT NEW."billing_name" OR OLD."billing_bank" IS NOT NEW."billing_bank" OR OLD."billing_account" IS NOT NEW."billing_account" OR OLD."billing_address" IS NOT NEW."billing_address" OR OLD."billing_phone" IS NOT NEW."billing_phone" OR OLD."remark" IS NOT NEW."remark" OR OLD."reserved" IS NOT NEW."reserved" BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  SELECT crm_operation(), 'update', 'customer', NEW.id, 'customer', NEW.id, json_group_object(k, o), json_group_object(k, n) FROM (SELECT 'owner_id' AS k, OLD."owner_id" AS o, NEW."owner_id" AS n WHERE OLD."owner_id" IS NOT NEW."owner_id" UNION ALL SELECT 'dept_id' AS k, OLD."dept_id" AS o, NEW."dept_id" AS n WHERE OLD."dept_id" IS NOT NEW."dept_id" UNION ALL SELECT 'code' AS k, OLD."code" AS o, NEW."code" AS n WHERE OLD."code" IS NOT NEW."code" UNION ALL SELECT 'name' AS k, OLD."name" AS o, NEW."name" AS n WHERE OLD."name" IS NOT NEW."name" UNION ALL SELECT 'active' AS k, OLD."active" AS o, NEW."active" AS n WHERE OLD."active" IS NOT NEW."active" UNION ALL SELECT 'kind' AS k, OLD."kind" AS o, NEW."kind" AS n WHERE OLD."kind" IS NOT NEW."kind" UNION ALL SELECT 'short_name' AS k, OLD."short_name" AS o, NEW."short_name" AS n WHERE OLD."short_name" IS NOT NEW."short_name" UNION ALL SELECT 'type_id' AS k, OLD."type_id" AS o, NEW."type_id" AS n WHERE OLD."type_id" IS NOT NEW."type_id" UNION ALL SELECT 'source_id' AS k, OLD."source_id" AS o, NEW."source_id" AS n WHERE OLD."source_id" IS NOT NEW."source_id" UNION ALL SELECT 'industry_id' AS k, OLD."industry_id" AS o, NEW."industry_id" AS n WHERE OLD."industry_id" IS NOT NEW."industry_id" UNION ALL SELECT 'level_id' AS k, OLD."level_id" AS o, NEW."level_id" AS n WHERE OLD."level_id" IS NOT NEW."level_id" UNION ALL SELECT 'region_id' AS k, OLD."region_id" AS o, NEW."region_id" AS n WHERE OLD."region_id" IS NOT NEW."region_id" UNION ALL SELECT 'province' AS k, OLD."province" AS o, NEW."province" AS n WHERE OLD."province" IS NOT NEW."province" UNION ALL SELECT 'city' AS k, OLD."city" AS o, NEW."city" AS n WHERE OLD."city" IS NOT NEW."city" UNION ALL SELECT 'district' AS k, OLD."district" AS o, NEW."district" AS n WHERE OLD."district" IS NOT NEW."district" UNION ALL SELECT 'postcode' AS k, OLD."postcode" AS o, NEW."postcode" AS n WHERE OLD."postcode" IS NOT NEW."postcode" UNION ALL SELECT 'address' AS k, OLD."address" AS o, NEW."address" AS n WHERE OLD."address" IS NOT NEW."address" UNION ALL SELECT 'website' AS k, OLD."website" AS o, NEW."website" AS n WHERE OLD."website" IS NOT NEW."website" UNION ALL SELECT 'tax_number' AS k, OLD."tax_number" AS o, NEW."tax_number" AS n WHERE OLD."tax_number" IS NOT NEW."tax_number" UNION ALL SELECT 'identity_number' AS k, OLD."identity_number" AS o, NEW."identity_number" AS n WHERE OLD."identity_number" IS NOT NEW."identity_number" UNION ALL SELECT 'credit_limit' AS k, OLD."credit_limit" AS o, NEW."credit_limit" AS n WHERE OLD."credit_limit" IS NOT NEW."credit_limit" UNION ALL SELECT 'payment_terms' AS k, OLD."payment_terms" AS o, NEW."payment_terms" AS n WHERE OLD."payment_terms" IS NOT NEW."payment_terms" UNION ALL SELECT 'lifecycle' AS k, OLD."lifecycle" AS o, NEW."lifecycle" AS n WHERE OLD."lifecycle" IS NOT NEW."lifecycle" UNION ALL SELECT 'lifecycle_reason' AS k, OLD."lifecycle_reason" AS o, NEW."lifecycle_reason" AS n WHERE OLD."lifecycle_reason" IS NOT NEW."lifecycle_reason" UNION ALL SELECT 'progress_id' AS k, OLD."progress_id" AS o, NEW."progress_id" AS n WHERE OLD."progress_id" IS NOT NEW."progress_id" UNION ALL SELECT 'staff' AS k, OLD."staff" AS o, NEW."staff" AS n WHERE OLD."staff" IS NOT NEW."staff" UNION ALL SELECT 'turnover' AS k, OLD."turnover" AS o, NEW."turnover" AS n WHERE OLD."turnover" IS NOT NEW."turnover" UNION ALL SELECT 'age_band' AS k, OLD."age_band" AS o, NEW."age_band" AS n WHERE OLD."age_band" IS NOT NEW."age_band" UNION ALL SELECT 'occupation' AS k, OLD."occupation" AS o, NEW."occupation" AS n WHERE OLD."occupation" IS NOT NEW."occupation" UNION ALL SELECT 'needs' AS k, OLD."needs" AS o, NEW."needs" AS n WHERE OLD."needs" IS NOT NEW."needs" UNION ALL SELECT 'needs_on' AS k, OLD."needs_on" AS o, NEW."needs_on" AS n WHERE OLD."needs_on" IS NOT NEW."needs_on" UNION ALL SELECT 'billing_name' AS k, OLD."billing_name" AS o, NEW."billing_name" AS n WHERE OLD."billing_name" IS NOT NEW."billing_name" UNION ALL SELECT 'billing_bank' AS k, OLD."billing_bank" AS o, NEW."billing_bank" AS n WHERE OLD."billing_bank" IS NOT NEW."billing_bank" UNION ALL SELECT 'billing_account' AS k, OLD."billing_account" AS o, NEW."billing_account" AS n WHERE OLD."billing_account" IS NOT NEW."billing_account" UNION ALL SELECT 'billing_address' AS k, OLD."billing_address" AS o, NEW."billing_address" AS n WHERE OLD."billing_address" IS NOT NEW."billing_address" UNION ALL SELECT 'billing_phone' AS k, OLD."billing_phone" AS o, NEW."billing_phone" AS n WHERE OLD."billing_phone" IS NOT NEW."billing_phone" UNION ALL SELECT 'remark' AS k, OLD."remark" AS o, NEW."remark" AS n WHERE OLD."remark" IS NOT NEW."remark" UNION ALL SELECT 'reserved' AS k, OLD."reserved" AS o, NEW."reserved" AS n WHERE OLD."reserved" IS NOT NEW."reserved"); END;
CREATE TRIGGER log_customer_delete AFTER DELETE ON customer BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'delete', 'customer', OLD.id, 'customer', OLD.id, json_object('owner_id', OLD."owner_id", 'dept_id', OLD."dept_id", 'code', OLD."code", 'name', OLD."name", 'active', OLD."active", 'kind', OLD."kind", 'short_name', OLD."short_name", 'type_id', OLD."type_id", 'source_id', OLD."source_id", 'industry_id', OLD."industry_id", 'level_id', OLD."level_id", 'region_id', OLD."region_id", 'province', OLD."province", 'city', OLD."city", 'district', OLD."district", 'postcode', OLD."postcode", 'address', OLD."address", 'website', OLD."website", 'tax_number', OLD."tax_number", 'identity_number', OLD."identity_number", 'credit_limit', OLD."credit_limit", 'payment_terms', OLD."payment_terms", 'lifecycle', OLD."lifecycle", 'lifecycle_reason', OLD."lifecycle_reason", 'progress_id', OLD."progress_id", 'staff', OLD."staff", 'turnover', OLD."turnover", 'age_band', OLD."age_band", 'occupation', OLD."occupation", 'needs', OLD."needs", 'needs_on', OLD."needs_on", 'billing_name', OLD."billing_name", 'billing_bank', OLD."billing_bank", 'billing_account', OLD."billing_account", 'billing_address', OLD."billing_address", 'billing_phone', OLD."billing_phone", 'remark', OLD."remark", 'reserved', OLD."reserved"), NULL); END;
CREATE TRIGGER log_contact_insert AFTER INSERT ON contact BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'insert', 'contact', NEW.id, 'contact', NEW.id, NULL, json_object('code', NEW."code", 'name', NEW."name", 'active', NEW."active", 'customer_id', NEW."customer_id", 'salutation', NEW."salutation", 'category_id', NEW."category_id", 'position', NEW."position", 'department', NEW."department", 'reports_to_id', NEW."reports_to_id", 'decision_role', NEW."decision_role", 'is_primary', NEW."is_primary", 'birthday', NEW."birthday", 'remark', NEW."remark")); END;
CREATE TRIGGER log_contact_update AFTER UPDATE ON contact WHEN OLD."code" IS NOT NEW."code" OR OLD."name" IS NOT NEW."name" OR OLD."active" IS NOT NEW."active" OR OLD."customer_id" IS NOT NEW."customer_id" OR OLD."salutation" IS NOT NEW."salutation" OR OLD."category_id" IS NOT NEW."category_id" OR OLD."position" IS NOT NEW."position" OR OLD."department" IS NOT NEW."department" OR OLD."reports_to_id" IS NOT NEW."reports_to_id" OR OLD."decision_role" IS NOT NEW."decision_role" OR OLD."is_primary" IS NOT NEW."is_primary" OR OLD."birthday" IS NOT NEW."birthday" OR OLD."remark" IS NOT NEW."remark" BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  SELECT crm_operation(), 'update', 'contact', NEW.id, 'contact', NEW.id, json_group_object(k, o), json_group_object(k, n) FROM (SELECT 'code' AS k, OLD."code" AS o, NEW."code" AS n WHERE OLD."code" IS NOT NEW."code" UNION ALL SELECT 'name' AS k, OLD."name" AS o, NEW."name" AS n WHERE OLD."name" IS NOT NEW."name" UNION ALL SELECT 'active' AS k, OLD."active" AS o, NEW."active" AS n WHERE OLD."active" IS NOT NEW."active" UNION ALL SELECT 'customer_id' AS k, OLD."customer_id" AS o, NEW."customer_id" AS n WHERE OLD."customer_id" IS NOT NEW."customer_id" UNION ALL SELECT 'salutation' AS k, OLD."salutation" AS o, NEW."salutation" AS n WHERE OLD."salutation" IS NOT NEW."salutation" UNION ALL SELECT 'category_id' AS k, OLD."category_id" AS o, NEW."category_id" AS n WHERE OLD."category_id" IS NOT NEW."category_id" UNION ALL SELECT 'position' AS k, OLD."position" AS o, NEW."position" AS n WHERE OLD."position" IS NOT NEW."position" UNION ALL SELECT 'department' AS k, OLD."department" AS o, NEW."department" AS n WHERE OLD."department" IS NOT NEW."department" UNION ALL SELECT 'reports_to_id' AS k, OLD."reports_to_id" AS o, NEW."reports_to_id" AS n WHERE OLD."reports_to_id" IS NOT NEW."reports_to_id" UNION ALL SELECT 'decision_role' AS k, OLD."decision_role" AS o, NEW."decision_role" AS n WHERE OLD."decision_role" IS NOT NEW."decision_role" UNION ALL SELECT 'is_primary' AS k, OLD."is_primary" AS o, NEW."is_primary" AS n WHERE OLD."is_primary" IS NOT NEW."is_primary" UNION ALL SELECT 'birthday' AS k, OLD."birthday" AS o, NEW."birthday" AS n WHERE OLD."birthday" IS NOT NEW."birthday" UNION ALL SELECT 'remark' AS k, OLD."remark" AS o, NEW."remark" AS n WHERE OLD."remark" IS NOT NEW."remark"); END;
CREATE TRIGGER log_contact_delete AFTER DELETE ON contact BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'delete', 'contact', OLD.id, 'contact', OLD.id, json_object('code', OLD."code", 'name', OLD."name", 'active', OLD."active", 'customer_id', OLD."customer_id", 'salutation', OLD."salutation", 'category_id', OLD."category_id", 'position', OLD."position", 'department', OLD."department", 'reports_to_id', OLD."reports_to_id", 'decision_role', OLD."decision_role", 'is_primary', OLD."is_primary", 'birthday', OLD."birthday", 'remark', OLD."remark"), NULL); END;
CREATE TRIGGER log_former_name_insert AFTER INSERT ON former_name BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'insert', 'former_name', NEW.id, 'customer', NEW.customer_id, NULL, json_object('customer_id', NEW."customer_id", 'name', NEW."name")); END;
CREATE TRIGGER log_former_name_update AFTER UPDATE ON former_name WHEN OLD."customer_id" IS NOT NEW."customer_id" OR OLD."name" IS NOT NEW."name" BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  SELECT crm_operation(), 'update', 'former_name', NEW.id, 'customer', NEW.customer_id, json_group_object(k, o), json_group_object(k, n) FROM (SELECT 'customer_id' AS k, OLD."customer_id" AS o, NEW."customer_id" AS n WHERE OLD."customer_id" IS NOT NEW."customer_id" UNION ALL SELECT 'name' AS k, OLD."name" AS o, NEW."name" AS n WHERE OLD."name" IS NOT NEW."name"); END;
CREATE TRIGGER log_former_name_delete AFTER DELETE ON former_name BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'delete', 'former_name', OLD.id, 'customer', OLD.customer_id, json_object('customer_id', OLD."customer_id", 'name', OLD."name"), NULL); END;
CREATE TRIGGER log_opening_balance_insert AFTER INSERT ON opening_balance BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'insert', 'opening_balance', NEW.id, 'opening_balance', NEW.id, NULL, json_object('number', NEW."number", 'date', NEW."date", 'due_date', NEW."due_date", 'status', NEW."status", 'customer_id', NEW."customer_id", 'amount', NEW."amount", 'remark', NEW."remark", 'reason', NEW."reason")); END;
CREATE TRIGGER log_opening_balance_update AFTER UPDATE ON opening_balance WHEN OLD."number" IS NOT NEW."number" OR OLD."date" IS NOT NEW."date" OR OLD."due_date" IS NOT NEW."due_date" OR OLD."status" IS NOT NEW."status" OR OLD."customer_id" IS NOT NEW."customer_id" OR OLD."amount" IS NOT NEW."amount" OR OLD."remark" IS NOT NEW."remark" OR OLD."reason" IS NOT NEW."reason" BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  SELECT crm_operation(), 'update', 'opening_balance', NEW.id, 'opening_balance', NEW.id, json_group_object(k, o), json_group_object(k, n) FROM (SELECT 'number' AS k, OLD."number" AS o, NEW."number" AS n WHERE OLD."number" IS NOT NEW."number" UNION ALL SELECT 'date' AS k, OLD."date" AS o, NEW."date" AS n WHERE OLD."date" IS NOT NEW."date" UNION ALL SELECT 'due_date' AS k, OLD."due_date" AS o, NEW."due_date" AS n WHERE OLD."due_date" IS NOT NEW."due_date" UNION ALL SELECT 'status' AS k, OLD."status" AS o, NEW."status" AS n WHERE OLD."status" IS NOT NEW."status" UNION ALL SELECT 'customer_id' AS k, OLD."customer_id" AS o, NEW."customer_id" AS n WHERE OLD."customer_id" IS NOT NEW."customer_id" UNION ALL SELECT 'amount' AS k, OLD."amount" AS o, NEW."amount" AS n WHERE OLD."amount" IS NOT NEW."amount" UNION ALL SELECT 'remark' AS k, OLD."remark" AS o, NEW."remark" AS n WHERE OLD."remark" IS NOT NEW."remark" UNION ALL SELECT 'reason' AS k, OLD."reason" AS o, NEW."reason" AS n WHERE OLD."reason" IS NOT NEW."reason"); END;
CREATE TRIGGER log_opening_balance_delete AFTER DELETE ON opening_balance BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'delete', 'opening_balance', OLD.id, 'opening_balance', OLD.id, json_object('number', OLD."number", 'date', OLD."date", 'due_date', OLD."due_date", 'status', OLD."status", 'customer_id', OLD."customer_id", 'amount', OLD."amount", 'remark', OLD."remark", 'reason', OLD."reason"), NULL); END;
CREATE TRIGGER log_payment_insert AFTER INSERT ON payment BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'insert', 'payment', NEW.id, 'payment', NEW.id, NULL, json_object('number', NEW."number", 'date', NEW."date", 'kind', NEW."kind", 'status', NEW."status", 'customer_id', NEW."customer_id", 'payer', NEW."payer", 'method_id', NEW."method_id", 'account_id', NEW."account_id", 'bank_reference', NEW."bank_reference", 'handler_id', NEW."handler_id", 'amount', NEW."amount", 'reverses_id', NEW."reverses_id", 'claims_id', NEW."claims_id", 'remark', NEW."remark", 'reason', NEW."reason")); END;
CREATE TRIGGER log_payment_update AFTER UPDATE ON payment WHEN OLD."number" IS NOT NEW."number" OR OLD."date" IS NOT NEW."date" OR OLD."kind" IS NOT NEW."kind" OR OLD."status" IS NOT NEW."status" OR OLD."customer_id" IS NOT NEW."customer_id" OR OLD."payer" IS NOT NEW."payer" OR OLD."method_id" IS NOT NEW."method_id" OR OLD."account_id" IS NOT NEW."account_id" OR OLD."bank_reference" IS NOT NEW."bank_reference" OR OLD."handler_id" IS NOT NEW."handler_id" OR OLD."amount" IS NOT NEW."amount" OR OLD."reverses_id" IS NOT NEW."reverses_id" OR OLD."claims_id" IS NOT NEW."claims_id" OR OLD."remark" IS NOT NEW."remark" OR OLD."reason" IS NOT NEW."reason" BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  SELECT crm_operation(), 'update', 'payment', NEW.id, 'payment', NEW.id, json_group_object(k, o), json_group_object(k, n) FROM (SELECT 'number' AS k, OLD."number" AS o, NEW."number" AS n WHERE OLD."number" IS NOT NEW."number" UNION ALL SELECT 'date' AS k, OLD."date" AS o, NEW."date" AS n WHERE OLD."date" IS NOT NEW."date" UNION ALL SELECT 'kind' AS k, OLD."kind" AS o, NEW."kind" AS n WHERE OLD."kind" IS NOT NEW."kind" UNION ALL SELECT 'status' AS k, OLD."status" AS o, NEW."status" AS n WHERE OLD."status" IS NOT NEW."status" UNION ALL SELECT 'customer_id' AS k, OLD."customer_id" AS o, NEW."customer_id" AS n WHERE OLD."customer_id" IS NOT NEW."customer_id" UNION ALL SELECT 'payer' AS k, OLD."payer" AS o, NEW."payer" AS n WHERE OLD."payer" IS NOT NEW."payer" UNION ALL SELECT 'method_id' AS k, OLD."method_id" AS o, NEW."method_id" AS n WHERE OLD."method_id" IS NOT NEW."method_id" UNION ALL SELECT 'account_id' AS k, OLD."account_id" AS o, NEW."account_id" AS n WHERE OLD."account_id" IS NOT NEW."account_id" UNION ALL SELECT 'bank_reference' AS k, OLD."bank_reference" AS o, NEW."bank_reference" AS n WHERE OLD."bank_reference" IS NOT NEW."bank_reference" UNION ALL SELECT 'handler_id' AS k, OLD."handler_id" AS o, NEW."handler_id" AS n WHERE OLD."handler_id" IS NOT NEW."handler_id" UNION ALL SELECT 'amount' AS k, OLD."amount" AS o, NEW."amount" AS n WHERE OLD."amount" IS NOT NEW."amount" UNION ALL SELECT 'reverses_id' AS k, OLD."reverses_id" AS o, NEW."reverses_id" AS n WHERE OLD."reverses_id" IS NOT NEW."reverses_id" UNION ALL SELECT 'claims_id' AS k, OLD."claims_id" AS o, NEW."claims_id" AS n WHERE OLD."claims_id" IS NOT NEW."claims_id" UNION ALL SELECT 'remark' AS k, OLD."remark" AS o, NEW."remark" AS n WHERE OLD."remark" IS NOT NEW."remark" UNION ALL SELECT 'reason' AS k, OLD."reason" AS o, NEW."reason" AS n WHERE OLD."reason" IS NOT NEW."reason"); END;
CREATE TRIGGER log_payment_delete AFTER DELETE ON payment BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'delete', 'payment', OLD.id, 'payment', OLD.id, json_object('number', OLD."number", 'date', OLD."date", 'kind', OLD."kind", 'status', OLD."status", 'customer_id', OLD."customer_id", 'payer', OLD."payer", 'method_id', OLD."method_id", 'account_id', OLD."account_id", 'bank_reference', OLD."bank_reference", 'handler_id', OLD."handler_id", 'amount', OLD."amount", 'reverses_id', OLD."reverses_id", 'claims_id', OLD."claims_id", 'remark', OLD."remark", 'reason', OLD."reason"), NULL); END;
CREATE TRIGGER log_contact_point_insert AFTER INSERT ON contact_point BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'insert', 'contact_point', NEW.id, 'customer', NEW.customer_id, NULL, json_object('customer_id', NEW."customer_id", 'contact_id', NEW."contact_id", 'kind', NEW."kind", 'raw', NEW."raw")); END;
CREATE TRIGGER log_contact_point_update AFTER UPDATE ON contact_point WHEN OLD."customer_id" IS NOT NEW."customer_id" OR OLD."contact_id" IS NOT NEW."contact_id" OR OLD."kind" IS NOT NEW."kind" OR OLD."raw" IS NOT NEW."raw" BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  SELECT crm_operation(), 'update', 'contact_point', NEW.id, 'customer', NEW.customer_id, json_group_object(k, o), json_group_object(k, n) FROM (SELECT 'customer_id' AS k, OLD."customer_id" AS o, NEW."customer_id" AS n WHERE OLD."customer_id" IS NOT NEW."customer_id" UNION ALL SELECT 'contact_id' AS k, OLD."contact_id" AS o, NEW."contact_id" AS n WHERE OLD."contact_id" IS NOT NEW."contact_id" UNION ALL SELECT 'kind' AS k, OLD."kind" AS o, NEW."kind" AS n WHERE OLD."kind" IS NOT NEW."kind" UNION ALL SELECT 'raw' AS k, OLD."raw" AS o, NEW."raw" AS n WHERE OLD."raw" IS NOT NEW."raw"); END;
CREATE TRIGGER log_contact_point_delete AFTER DELETE ON contact_point BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'delete', 'contact_point', OLD.id, 'customer', OLD.customer_id, json_object('customer_id', OLD."customer_id", 'contact_id', OLD."contact_id", 'kind', OLD."kind", 'raw', OLD."raw"), NULL); END;
CREATE TRIGGER log_sales_order_insert AFTER INSERT ON sales_order BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'insert', 'sales_order', NEW.id, 'sales_order', NEW.id, NULL, json_object('number', NEW."number", 'date', NEW."date", 'due_date', NEW."due_date", 'due_by_hand', NEW."due_by_hand", 'status', NEW."status", 'customer_id', NEW."customer_id", 'salesperson_id', NEW."salesperson_id", 'region_id', NEW."region_id", 'contact_id', NEW."contact_id", 'phone', NEW."phone", 'ship_to', NEW."ship_to", 'total', NEW."total", 'remark', NEW."remark", 'reason', NEW."reason")); END;
CREATE TRIGGER log_sales_order_update AFTER UPDATE ON sales_order WHEN OLD."number" IS NOT NEW."number" OR OLD."date" IS NOT NEW."date" OR OLD."due_date" IS NOT NEW."due_date" OR OLD."due_by_hand" IS NOT NEW."due_by_hand" OR OLD."status" IS NOT NEW."status" OR OLD."customer_id" IS NOT NEW."customer_id" OR OLD."salesperson_id" IS NOT NEW."salesperson_id" OR OLD."region_id" IS NOT NEW."region_id" OR OLD."contact_id" IS NOT NEW."contact_id" OR OLD."phone" IS NOT NEW."phone" OR OLD."ship_to" IS NOT NEW."ship_to" OR OLD."total" IS NOT NEW."total" OR OLD."remark" IS NOT NEW."remark" OR OLD."reason" IS NOT NEW."reason" BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  SELECT crm_operation(), 'update', 'sales_order', NEW.id, 'sales_order', NEW.id, json_group_object(k, o), json_group_object(k, n) FROM (SELECT 'number' AS k, OLD."number" AS o, NEW."number" AS n WHERE OLD."number" IS NOT NEW."number" UNION ALL SELECT 'date' AS k, OLD."date" AS o, NEW."date" AS n WHERE OLD."date" IS NOT NEW."date" UNION ALL SELECT 'due_date' AS k, OLD."due_date" AS o, NEW."due_date" AS n WHERE OLD."due_date" IS NOT NEW."due_date" UNION ALL SELECT 'due_by_hand' AS k, OLD."due_by_hand" AS o, NEW."due_by_hand" AS n WHERE OLD."due_by_hand" IS NOT NEW."due_by_hand" UNION ALL SELECT 'status' AS k, OLD."status" AS o, NEW."status" AS n WHERE OLD."status" IS NOT NEW."status" UNION ALL SELECT 'customer_id' AS k, OLD."customer_id" AS o, NEW."customer_id" AS n WHERE OLD."customer_id" IS NOT NEW."customer_id" UNION ALL SELECT 'salesperson_id' AS k, OLD."salesperson_id" AS o, NEW."salesperson_id" AS n WHERE OLD."salesperson_id" IS NOT NEW."salesperson_id" UNION ALL SELECT 'region_id' AS k, OLD."region_id" AS o, NEW."region_id" AS n WHERE OLD."region_id" IS NOT NEW."region_id" UNION ALL SELECT 'contact_id' AS k, OLD."contact_id" AS o, NEW."contact_id" AS n WHERE OLD."contact_id" IS NOT NEW."contact_id" UNION ALL SELECT 'phone' AS k, OLD."phone" AS o, NEW."phone" AS n WHERE OLD."phone" IS NOT NEW."phone" UNION ALL SELECT 'ship_to' AS k, OLD."ship_to" AS o, NEW."ship_to" AS n WHERE OLD."ship_to" IS NOT NEW."ship_to" UNION ALL SELECT 'total' AS k, OLD."total" AS o, NEW."total" AS n WHERE OLD."total" IS NOT NEW."total" UNION ALL SELECT 'remark' AS k, OLD."remark" AS o, NEW."remark" AS n WHERE OLD."remark" IS NOT NEW."remark" UNION ALL SELECT 'reason' AS k, OLD."reason" AS o, NEW."reason" AS n WHERE OLD."reason" IS NOT NEW."reason"); END;
CREATE TRIGGER log_sales_order_delete AFTER DELETE ON sales_order BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'delete', 'sales_order', OLD.id, 'sales_order', OLD.id, json_object('number', OLD."number", 'date', OLD."date", 'due_date', OLD."due_date", 'due_by_hand', OLD."due_by_hand", 'status', OLD."status", 'customer_id', OLD."customer_id", 'salesperson_id', OLD."salesperson_id", 'region_id', OLD."region_id", 'contact_id', OLD."contact_id", 'phone', OLD."phone", 'ship_to', OLD."ship_to", 'total', OLD."total", 'remark', OLD."remark", 'reason', OLD."reason"), NULL); END;
CREATE TRIGGER log_allocation_insert AFTER INSERT ON allocation BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'insert', 'allocation', NEW.id, 'payment', NEW.payment_id, NULL, json_object('payment_id', NEW."payment_id", 'order_id', NEW."order_id", 'opening_id', NEW."opening_id", 'draws_id', NEW."draws_id", 'customer_id', NEW."customer_id", 'date', NEW."date", 'amount', NEW."amount")); END;
CREATE TRIGGER log_allocation_update AFTER UPDATE ON allocation WHEN OLD."payment_id" IS NOT NEW."payment_id" OR OLD."order_id" IS NOT NEW."order_id" OR OLD."opening_id" IS NOT NEW."opening_id" OR OLD."draws_id" IS NOT NEW."draws_id" OR OLD."customer_id" IS NOT NEW."customer_id" OR OLD."date" IS NOT NEW."date" OR OLD."amount" IS NOT NEW."amount" BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  SELECT crm_operation(), 'update', 'allocation', NEW.id, 'payment', NEW.payment_id, json_group_object(k, o), json_group_object(k, n) FROM (SELECT 'payment_id' AS k, OLD."payment_id" AS o, NEW."payment_id" AS n WHERE OLD."payment_id" IS NOT NEW."payment_id" UNION ALL SELECT 'order_id' AS k, OLD."order_id" AS o, NEW."order_id" AS n WHERE OLD."order_id" IS NOT NEW."order_id" UNION ALL SELECT 'opening_id' AS k, OLD."opening_id" AS o, NEW."opening_id" AS n WHERE OLD."opening_id" IS NOT NEW."opening_id" UNION ALL SELECT 'draws_id' AS k, OLD."draws_id" AS o, NEW."draws_id" AS n WHERE OLD."draws_id" IS NOT NEW."draws_id" UNION ALL SELECT 'customer_id' AS k, OLD."customer_id" AS o, NEW."customer_id" AS n WHERE OLD."customer_id" IS NOT NEW."customer_id" UNION ALL SELECT 'date' AS k, OLD."date" AS o, NEW."date" AS n WHERE OLD."date" IS NOT NEW."date" UNION ALL SELECT 'amount' AS k, OLD."amount" AS o, NEW."amount" AS n WHERE OLD."amount" IS NOT NEW."amount"); END;
CREATE TRIGGER log_allocation_delete AFTER DELETE ON allocation BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'delete', 'allocation', OLD.id, 'payment', OLD.payment_id, json_object('payment_id', OLD."payment_id", 'order_id', OLD."order_id", 'opening_id', OLD."opening_id", 'draws_id', OLD."draws_id", 'customer_id', OLD."customer_id", 'date', OLD."date", 'amount', OLD."amount"), NULL); END;
CREATE TRIGGER log_followup_insert AFTER INSERT ON followup BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'insert', 'followup', NEW.id, 'followup', NEW.id, NULL, json_object('number', NEW."number", 'customer_id', NEW."customer_id", 'contact_id', NEW."contact_id", 'order_id', NEW."order_id", 'channel_id', NEW."channel_id", 'template_id', NEW."template_id", 'author_id', NEW."author_id", 'contacted_at', NEW."contacted_at", 'late', NEW."late", 'corrected_at', NEW."corrected_at", 'participants', NEW."participants", 'content', NEW."content", 'result', NEW."result", 'next_step', NEW."next_step", 'next_on', NEW."next_on")); END;
CREATE TRIGGER log_followup_update AFTER UPDATE ON followup WHEN OLD."number" IS NOT NEW."number" OR OLD."customer_id" IS NOT NEW."customer_id" OR OLD."contact_id" IS NOT NEW."contact_id" OR OLD."order_id" IS NOT NEW."order_id" OR OLD."channel_id" IS NOT NEW."channel_id" OR OLD."template_id" IS NOT NEW."template_id" OR OLD."author_id" IS NOT NEW."author_id" OR OLD."contacted_at" IS NOT NEW."contacted_at" OR OLD."late" IS NOT NEW."late" OR OLD."corrected_at" IS NOT NEW."corrected_at" OR OLD."participants" IS NOT NEW."participants" OR OLD."content" IS NOT NEW."content" OR OLD."result" IS NOT NEW."result" OR OLD."next_step" IS NOT NEW."next_step" OR OLD."next_on" IS NOT NEW."next_on" BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  SELECT crm_operation(), 'update', 'followup', NEW.id, 'followup', NEW.id, json_group_object(k, o), json_group_object(k, n) FROM (SELECT 'number' AS k, OLD."number" AS o, NEW."number" AS n WHERE OLD."number" IS NOT NEW."number" UNION ALL SELECT 'customer_id' AS k, OLD."customer_id" AS o, NEW."customer_id" AS n WHERE OLD."customer_id" IS NOT NEW."customer_id" UNION ALL SELECT 'contact_id' AS k, OLD."contact_id" AS o, NEW."contact_id" AS n WHERE OLD."contact_id" IS NOT NEW."contact_id" UNION ALL SELECT 'order_id' AS k, OLD."order_id" AS o, NEW."order_id" AS n WHERE OLD."order_id" IS NOT NEW."order_id" UNION ALL SELECT 'channel_id' AS k, OLD."channel_id" AS o, NEW."channel_id" AS n WHERE OLD."channel_id" IS NOT NEW."channel_id" UNION ALL SELECT 'template_id' AS k, OLD."template_id" AS o, NEW."template_id" AS n WHERE OLD."template_id" IS NOT NEW."template_id" UNION ALL SELECT 'author_id' AS k, OLD."author_id" AS o, NEW."author_id" AS n WHERE OLD."author_id" IS NOT NEW."author_id" UNION ALL SELECT 'contacted_at' AS k, OLD."contacted_at" AS o, NEW."contacted_at" AS n WHERE OLD."contacted_at" IS NOT NEW."contacted_at" UNION ALL SELECT 'late' AS k, OLD."late" AS o, NEW."late" AS n WHERE OLD."late" IS NOT NEW."late" UNION ALL SELECT 'corrected_at' AS k, OLD."corrected_at" AS o, NEW."corrected_at" AS n WHERE OLD."corrected_at" IS NOT NEW."corrected_at" UNION ALL SELECT 'participants' AS k, OLD."participants" AS o, NEW."participants" AS n WHERE OLD."participants" IS NOT NEW."participants" UNION ALL SELECT 'content' AS k, OLD."content" AS o, NEW."content" AS n WHERE OLD."content" IS NOT NEW."content" UNION ALL SELECT 'result' AS k, OLD."result" AS o, NEW."result" AS n WHERE OLD."result" IS NOT NEW."result" UNION ALL SELECT 'next_step' AS k, OLD."next_step" AS o, NEW."next_step" AS n WHERE OLD."next_step" IS NOT NEW."next_step" UNION ALL SELECT 'next_on' AS k, OLD."next_on" AS o, NEW."next_on" AS n WHERE OLD."next_on" IS NOT NEW."next_on"); END;
CREATE TRIGGER log_followup_delete AFTER DELETE ON followup BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'delete', 'followup', OLD.id, 'followup', OLD.id, json_object('number', OLD."number", 'customer_id', OLD."customer_id", 'contact_id', OLD."contact_id", 'order_id', OLD."order_id", 'channel_id', OLD."channel_id", 'template_id', OLD."template_id", 'author_id', OLD."author_id", 'contacted_at', OLD."contacted_at", 'late', OLD."late", 'corrected_at', OLD."corrected_at", 'participants', OLD."participants", 'content', OLD."content", 'result', OLD."result", 'next_step', OLD."next_step", 'next_on', OLD."next_on"), NULL); END;
CREATE TRIGGER log_order_line_insert AFTER INSERT ON order_line BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'insert', 'order_line', NEW.id, 'sales_order', NEW.order_id, NULL, json_object('order_id', NEW."order_id", 'customer_id', NEW."customer_id", 'line', NEW."line", 'kind', NEW."kind", 'product_id', NEW."product_id", 'product_name', NEW."product_name", 'unit', NEW."unit", 'quantity', NEW."quantity", 'price', NEW."price", 'discount', NEW."discount", 'tax_rate', NEW."tax_rate", 'amount', NEW."amount", 'remark', NEW."remark")); END;
CREATE TRIGGER log_order_line_update AFTER UPDATE ON order_line WHEN OLD."order_id" IS NOT NEW."order_id" OR OLD."customer_id" IS NOT NEW."customer_id" OR OLD."line" IS NOT NEW."line" OR OLD."kind" IS NOT NEW."kind" OR OLD."product_id" IS NOT NEW."product_id" OR OLD."product_name" IS NOT NEW."product_name" OR OLD."unit" IS NOT NEW."unit" OR OLD."quantity" IS NOT NEW."quantity" OR OLD."price" IS NOT NEW."price" OR OLD."discount" IS NOT NEW."discount" OR OLD."tax_rate" IS NOT NEW."tax_rate" OR OLD."amount" IS NOT NEW."amount" OR OLD."remark" IS NOT NEW."remark" BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  SELECT crm_operation(), 'update', 'order_line', NEW.id, 'sales_order', NEW.order_id, json_group_object(k, o), json_group_object(k, n) FROM (SELECT 'order_id' AS k, OLD."order_id" AS o, NEW."order_id" AS n WHERE OLD."order_id" IS NOT NEW."order_id" UNION ALL SELECT 'customer_id' AS k, OLD."customer_id" AS o, NEW."customer_id" AS n WHERE OLD."customer_id" IS NOT NEW."customer_id" UNION ALL SELECT 'line' AS k, OLD."line" AS o, NEW."line" AS n WHERE OLD."line" IS NOT NEW."line" UNION ALL SELECT 'kind' AS k, OLD."kind" AS o, NEW."kind" AS n WHERE OLD."kind" IS NOT NEW."kind" UNION ALL SELECT 'product_id' AS k, OLD."product_id" AS o, NEW."product_id" AS n WHERE OLD."product_id" IS NOT NEW."product_id" UNION ALL SELECT 'product_name' AS k, OLD."product_name" AS o, NEW."product_name" AS n WHERE OLD."product_name" IS NOT NEW."product_name" UNION ALL SELECT 'unit' AS k, OLD."unit" AS o, NEW."unit" AS n WHERE OLD."unit" IS NOT NEW."unit" UNION ALL SELECT 'quantity' AS k, OLD."quantity" AS o, NEW."quantity" AS n WHERE OLD."quantity" IS NOT NEW."quantity" UNION ALL SELECT 'price' AS k, OLD."price" AS o, NEW."price" AS n WHERE OLD."price" IS NOT NEW."price" UNION ALL SELECT 'discount' AS k, OLD."discount" AS o, NEW."discount" AS n WHERE OLD."discount" IS NOT NEW."discount" UNION ALL SELECT 'tax_rate' AS k, OLD."tax_rate" AS o, NEW."tax_rate" AS n WHERE OLD."tax_rate" IS NOT NEW."tax_rate" UNION ALL SELECT 'amount' AS k, OLD."amount" AS o, NEW."amount" AS n WHERE OLD."amount" IS NOT NEW."amount" UNION ALL SELECT 'remark' AS k, OLD."remark" AS o, NEW."remark" AS n WHERE OLD."remark" IS NOT NEW."remark"); END;
CREATE TRIGGER log_order_line_delete AFTER DELETE ON order_line BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'delete', 'order_line', OLD.id, 'sales_order', OLD.order_id, json_object('order_id', OLD."order_id", 'customer_id', OLD."customer_id", 'line', OLD."line", 'kind', OLD."kind", 'product_id', OLD."product_id", 'product_name', OLD."product_name", 'unit', OLD."unit", 'quantity', OLD."quantity", 'price', OLD."price", 'discount', OLD."discount", 'tax_rate', OLD."tax_rate", 'amount', OLD."amount", 'remark', OLD."remark"), NULL); END;
CREATE TRIGGER log_pending_allocation_insert AFTER INSERT ON pending_allocation BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'insert', 'pending_allocation', NEW.id, 'payment', NEW.payment_id, NULL, json_object('payment_id', NEW."payment_id", 'order_id', NEW."order_id", 'opening_id', NEW."opening_id", 'customer_id', NEW."customer_id", 'amount', NEW."amount")); END;
CREATE TRIGGER log_pending_allocation_update AFTER UPDATE ON pending_allocation WHEN OLD."payment_id" IS NOT NEW."payment_id" OR OLD."order_id" IS NOT NEW."order_id" OR OLD."opening_id" IS NOT NEW."opening_id" OR OLD."customer_id" IS NOT NEW."customer_id" OR OLD."amount" IS NOT NEW."amount" BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  SELECT crm_operation(), 'update', 'pending_allocation', NEW.id, 'payment', NEW.payment_id, json_group_object(k, o), json_group_object(k, n) FROM (SELECT 'payment_id' AS k, OLD."payment_id" AS o, NEW."payment_id" AS n WHERE OLD."payment_id" IS NOT NEW."payment_id" UNION ALL SELECT 'order_id' AS k, OLD."order_id" AS o, NEW."order_id" AS n WHERE OLD."order_id" IS NOT NEW."order_id" UNION ALL SELECT 'opening_id' AS k, OLD."opening_id" AS o, NEW."opening_id" AS n WHERE OLD."opening_id" IS NOT NEW."opening_id" UNION ALL SELECT 'customer_id' AS k, OLD."customer_id" AS o, NEW."customer_id" AS n WHERE OLD."customer_id" IS NOT NEW."customer_id" UNION ALL SELECT 'amount' AS k, OLD."amount" AS o, NEW."amount" AS n WHERE OLD."amount" IS NOT NEW."amount"); END;
CREATE TRIGGER log_pending_allocation_delete AFTER DELETE ON pending_allocation BEGIN INSERT INTO log_entry (operation_id, change, table_name, row_id, root_table, root_id, old, new)  VALUES (crm_operation(), 'delete', 'pending_allocation', OLD.id, 'payment', OLD.payment_id, json_object('payment_id', OLD."payment_id", 'order_id', OLD."order_id", 'opening_id', OLD."opening_id", 'customer_id', OLD."customer_id", 'amount', OLD."amount"), NULL); END;
CREATE TRIGGER seal_operation_update BEFORE UPDATE ON operation BEGIN SELECT RAISE(ABORT, 'the log cannot be changed'); END;
CREATE TRIGGER seal_operation_delete BEFORE DELETE ON operation BEGIN SELECT RAISE(ABORT, 'the log cannot be changed'); END;
CREATE TRIGGER seal_log_entry_update BEFORE UPDATE ON log_entry BEGIN SELECT RAISE(ABORT, 'the log cannot be changed'); END;
CREATE TRIGGER seal_log_entry_delete BEFORE DELETE ON log_entry BEGIN SELECT RAISE(ABORT, 'the log cannot be changed'); END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('operation',25);
INSERT INTO "sqlite_sequence" VALUES('log_entry',141);
INSERT INTO "sqlite_sequence" VALUES('setting',4);
INSERT INTO "sqlite_sequence" VALUES('number_rule',22);
INSERT INTO "sqlite_sequence" VALUES('number_counter',16);
INSERT INTO "sqlite_sequence" VALUES('department',1);
INSERT INTO "sqlite_sequence" VALUES('channel',6);
INSERT INTO "sqlite_sequence" VALUES('contact_category',4);
INSERT INTO "sqlite_sequence" VALUES('customer_type',3);
INSERT INTO "sqlite_sequence" VALUES('industry',10);
INSERT INTO "sqlite_sequence" VALUES('level',4);
INSERT INTO "sqlite_sequence" VALUES('payment_method',7);
INSERT INTO "sqlite_sequence" VALUES('personnel_type',5);
INSERT INTO "sqlite_sequence" VALUES('position',3);
INSERT INTO "sqlite_sequence" VALUES('source',5);
INSERT INTO "sqlite_sequence" VALUES('region',1);
INSERT INTO "sqlite_sequence" VALUES('product',2);
INSERT INTO "sqlite_sequence" VALUES('contact_point',4);
INSERT INTO "sqlite_sequence" VALUES('operator',3);
INSERT INTO "sqlite_sequence" VALUES('followup',1);
INSERT INTO "sqlite_sequence" VALUES('sales_order',5);
INSERT INTO "sqlite_sequence" VALUES('customer',3);
INSERT INTO "sqlite_sequence" VALUES('order_line',7);
INSERT INTO "sqlite_sequence" VALUES('payment',4);
INSERT INTO "sqlite_sequence" VALUES('allocation',3);
INSERT INTO "sqlite_sequence" VALUES('opening_balance',1);
INSERT INTO "sqlite_sequence" VALUES('period_lock',1);
COMMIT;

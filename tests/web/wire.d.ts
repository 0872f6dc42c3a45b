/** The server's API as the web UI is checked against it: the rows by name, and the client of js/kit/api.js by address. */
import type { components, paths } from '../../target/web/openapi';

/** Every shape of the document; those below have a name that is used often. */
export type Schemas = components['schemas'];
export type User = Schemas['User'];
export type Person = Schemas['PersonName'];
export type Session = Schemas['Session'];
export type Center = Schemas['Center'];
export type TimeZone = Schemas['TimeZoneSetting'];
export type Upload = Schemas['BackupUpload'];
export type FoundBackup = Schemas['FoundBackup'];
export type Greeting = Schemas['SetupGreeting'];
export type Room = Schemas['Environment'];
export type Item = Schemas['Item'];
export type Category = Schemas['Category'];
export type ItemField = Schemas['ItemField'];
export type ItemPicture = Schemas['ItemPicture'];
export type ItemDescription = Schemas['ItemDescription'];
export type DescriptionStatus = Schemas['DescriptionStatus'];
export type ItemDocument = Schemas['ItemDocument'];
export type ItemValue = Schemas['ItemValue'];
export type InventoryValue = Schemas['InventoryValue'];
export type RoomValue = Schemas['RoomValue'];
export type ValueInCurrency = Schemas['ValueInCurrency'];
export type Step = Schemas['ItemHistoryEntry'];
export type Class = Schemas['Schedule'];
export type Count = Schemas['ItemVerification'];
export type Users = Schemas['UserStats'];
export type Audit = Schemas['AuditPage'];
export type AuditChain = Schemas['AuditChain'];
export type AuditSeal = Schemas['AuditSeal'];
export type AuditStats = Schemas['AuditStats'];
export type AuditEntry = Schemas['AuditEntry'];
export type MaintenanceRequest = Schemas['MaintenanceRequest'];
export type AlertSetting = Schemas['AlertSetting'];
export type MaintenanceHistory = Schemas['MaintenanceHistory'];
export type MaintenancePlan = Schemas['MaintenancePlan'];
export type MaintenanceDate = Schemas['MaintenanceDate'];
export type SystemAlert = Schemas['SystemAlert'];
export type Notification = Schemas['Notification'];
export type DecodedQr = Schemas['DecodedQr'];
export type Finding = Schemas['CheckFinding'];
export type Departure = Schemas['CheckDeparture'];
export type Turn = Schemas['CheckTurn'];
export type Sheet = Schemas['CheckSheet'];
export type SheetItem = Schemas['CheckSheetItem'];
export type CheckDetail = Schemas['CheckDetail'];
export type Check = Schemas['Check'];
export type Settings = Schemas['Settings'];
export type SettingsPatch = Schemas['SettingsPatch'];
export type UserSettings = Schemas['UserSettings'];
export type UserSettingsPatch = Schemas['UserSettingsPatch'];
export type NotificationSwitch = Schemas['NotificationSwitch'];
export type NotificationSwitchPatch = Schemas['NotificationSwitchPatch'];
export type Feedback = Schemas['Feedback'];
export type NewFeedback = Schemas['NewFeedback'];
export type Door = Schemas['Door'];
export type Loan = Schemas['Loan'];
export type LoanCounts = Schemas['LoanCounts'];
export type LoanActa = Schemas['LoanActa'];
export type LoanPiece = Schemas['LoanPiece'];
export type LoanHold = Schemas['LoanHold'];
export type Available = Schemas['Availability'];
export type OutboxLetter = Schemas['OutboxLetter'];
export type MailStatus = Schemas['MailStatus'];
export type RecoveryCode = Schemas['RecoveryCode'];
export type ScheduledJob = Schemas['ScheduledJob'];
export type JobRun = Schemas['JobRun'];
export type Compliance = Schemas['StatsCompliance'];
export type Stock = Schemas['StatsStock'];
export type Repairs = Schemas['StatsRepairs'];
export type LoanFigures = Schemas['StatsLoans'];
export type Import = Schemas['Import'];
export type ImportDetail = Schemas['ImportDetail'];
export type ImportRow = Schemas['ImportRow'];
export type ImportColumn = Schemas['ImportColumn'];
export type Report = Schemas['Report'];
export type ReportParameters = Schemas['ReportParameters'];
export type ReportSchedule = Schemas['ReportSchedule'];
export type NewReportSchedule = Schemas['NewReportSchedule'];
export type CalendarFeed = Schemas['CalendarFeed'];
export type Secure = Schemas['TlsDetails'];
export type ServerDetails = Schemas['HealthDetails'];
export type Backup = Schemas['Backup'];
export type BackupStatus = Schemas['BackupStatus'];
export type BackupPlan = Schemas['BackupSettings'];
export type Warehouse = Schemas['Warehouse'];
export type BinTemplate = Schemas['BinTemplate'];
export type Bin = Schemas['Bin'];
export type Product = Schemas['Product'];
export type MaterialCount = Schemas['Count'];
export type CountDetail = Schemas['CountDetail'];
export type CountLine = Schemas['CountLine'];
export type CountedLine = Schemas['CountedLine'];
export type ArrivedLot = Schemas['ArrivedLot'];
export type Due = Schemas['Due'];
export type Supplier = Schemas['Supplier'];
export type Reservation = Schemas['Reservation'];
export type ReservationDetail = Schemas['ReservationDetail'];
export type ReservationItem = Schemas['ReservationItem'];
export type Lot = Schemas['Lot'];
export type LotDetail = Schemas['LotDetail'];
export type FefoRecommendation = Schemas['FefoRecommendation'];
export type Transfer = Schemas['Transfer'];
export type Movement = Schemas['Movement'];
export type StockLevel = Schemas['StockLevel'];

type Method = 'get' | 'post' | 'put' | 'delete';
type Segments<Path extends string> = Path extends `${infer Head}/${infer Rest}` ? [Head, ...Segments<Rest>] : [Path];
/** Whether an address is one of a documented path: `{id}` stands for any one part. */
type Fits<Asked extends string[], Known extends string[]> = Asked extends [infer A, ...infer As extends string[]]
  ? Known extends [infer K, ...infer Ks extends string[]]
    ? [K] extends [`{${string}}`]
      ? Fits<As, Ks>
      : [A] extends [K]
        ? Fits<As, Ks>
        : false
    : false
  : Known extends []
    ? true
    : false;
type Documented<Path extends string> = Path extends keyof paths
  ? Path
  : { [Known in keyof paths]: Fits<Segments<Path>, Segments<Known>> extends true ? Known : never }[keyof paths];
type Operation<Path extends string, M extends Method> = paths[Documented<Path>][M];

type Pattern<Path extends string> = Path extends `${infer Head}{${string}}${infer Tail}`
  ? `${Head}${string}${Pattern<Tail>}`
  : Path;
/** The addresses that the server answers. */
type Address<M extends Method> = {
  [Path in keyof paths]: paths[Path] extends Record<M, { responses: unknown }> ? Pattern<Path> : never;
}[keyof paths];
type Contents<Of> = Of extends { content: infer Types } ? Types[keyof Types & `application/json${string}`] : null;
/** What a success brings. */
export type Answer<Path extends string, M extends Method = 'get'> =
  Operation<Path, M> extends { responses: infer All }
    ? { [Status in keyof All & (200 | 201 | 202 | 204)]: Contents<All[Status]> }[keyof All & (200 | 201 | 202 | 204)]
    : never;
type Value = string | number | boolean | null | undefined;
export type Query<Path extends string, M extends Method> =
  Operation<Path, M> extends { parameters: { query?: infer Named } } ? { [Name in keyof Named]?: Value } : never;
/** What is sent; whether all of it is there is for the server to say. */
type Body<Path extends string, M extends Method> =
  Operation<Path, M> extends { requestBody?: infer Sent } ? Partial<Contents<NonNullable<Sent>>> : never;
type Options<Path extends string, M extends Method> = {
  query?: Query<Path, M>;
  signal?: AbortSignal;
  open?: boolean;
  quiet?: boolean;
  key?: string;
  match?: string;
  onProgress?: (done: number, all: number) => void;
};

/** js/kit/api.js. */
export interface Client {
  get<Path extends Address<'get'>>(path: Path, options?: Options<Path, 'get'>): Promise<Answer<Path, 'get'>>;
  post<Path extends Address<'post'>>(
    path: Path,
    body?: Body<Path, 'post'>,
    options?: Options<Path, 'post'>,
  ): Promise<Answer<Path, 'post'>>;
  put<Path extends Address<'put'>>(
    path: Path,
    body?: Body<Path, 'put'>,
    options?: Options<Path, 'put'>,
  ): Promise<Answer<Path, 'put'>>;
  del<Path extends Address<'delete'>>(path: Path, options?: Options<Path, 'delete'>): Promise<Answer<Path, 'delete'>>;
  blob<Path extends Address<'get'>>(path: Path, options?: Options<Path, 'get'>): Promise<Blob>;
  /** A file with the name that the server gives it; with a body it is asked for by POST. */
  file<Path extends Address<'get'> | Address<'post'>>(
    path: Path,
    options?: { body?: Path extends Address<'post'> ? Body<Path, 'post'> : never; signal?: AbortSignal },
  ): Promise<{ blob: Blob; name: string }>;
  upload<Path extends Address<'post'>>(
    path: Path,
    blob: Blob,
    options?: Options<Path, 'post'>,
  ): Promise<Answer<Path, 'post'>>;
  putFile<Path extends Address<'put'>>(
    path: Path,
    blob: Blob,
    options?: Options<Path, 'put'>,
  ): Promise<Answer<Path, 'put'>>;
  /** One slice and how many rows there are. */
  list<Path extends Address<'get'>>(
    path: Path,
    options?: Options<Path, 'get'>,
  ): Promise<{ rows: Answer<Path, 'get'>; total: number }>;
  /** The whole list, slice by slice. */
  all<Path extends Address<'get'>>(path: Path, options?: Options<Path, 'get'>): Promise<Answer<Path, 'get'>>;
  /** The whole of a list that comes in pages, `{items, pages}`, page by page. */
  pages<Path extends Address<'get'>>(
    path: Path,
    options?: Options<Path, 'get'>,
  ): Promise<Answer<Path, 'get'> extends { items: infer Rows } ? Rows : never>;
}

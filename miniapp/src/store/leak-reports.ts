import { persisted } from './persisted'

/** A report of a leak (泄露) that this phone has sent; with its number anybody may ask what became of it. */
export interface SentReport {
  id: string
  notice: string
}

const most = 20

const areReports = (value: unknown): value is SentReport[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'object' && one !== null && 'id' in one)

const sent = persisted<SentReport[]>('hutang.leak-reports', [], areReports)

export const rememberReport = (report: SentReport): void => sent.set([report, ...sent.get()].slice(0, most))

/** The newest report that this phone has sent about a notice. */
export const useReportOf = (notice: string): SentReport | undefined =>
  sent.use().find((one) => one.notice === notice)

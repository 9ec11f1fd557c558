import type { Config } from '../config'

/** Where people reach the app: what a QR code on paper opens. */
export const siteUrl = ({ publicUrl, host, port }: Pick<Config, 'publicUrl' | 'host' | 'port'>): string =>
  publicUrl || `http://${host}:${port}`

/** A page of the app, as h5 addresses it; what follows `#` is never sent to a server. */
export const pageUrl = (
  config: Pick<Config, 'publicUrl' | 'host' | 'port'>,
  page: string,
  query: Readonly<Record<string, string>>,
): string => `${siteUrl(config)}/#/${page}/index?${new URLSearchParams(query)}`

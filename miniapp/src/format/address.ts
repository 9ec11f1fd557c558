import type { Picture } from '@hutang/shared/contract'

/** Where a picture is fetched: the answers name it relative to the BFF. */
export const addressOf = ({ url }: Picture) => (url.startsWith('/') ? `${API_BASE}${url}` : url)

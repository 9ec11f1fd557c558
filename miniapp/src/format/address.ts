import type { Picture } from '@hutang/shared/contract'

/** The full address of a picture: answers give it relative to the BFF. */
export const addressOf = ({ url }: Pick<Picture, 'url'>) => (url.startsWith('/') ? `${API_BASE}${url}` : url)

import { useRouter } from '@tarojs/taro'
import { useEffect } from 'react'
import { region } from '../store/region'

/** The region of the page's address, else the one chosen on this phone; a link chooses for a phone that has none. */
export function useRegion(): string | null {
  const named = useRouter().params.region
  const chosen = region.use()
  useEffect(() => {
    if (named && region.get() === null) region.set(named)
  }, [named])
  return named ?? chosen
}

import { useRouter } from '@tarojs/taro'
import { useEffect } from 'react'
import { region } from '../store/region'

/** The region named in the page's address, or the one chosen on this phone. A link also chooses for a new phone. */
export function useRegion(): string | null {
  const named = useRouter().params.region
  const chosen = region.use()
  useEffect(() => {
    if (named && region.get() === null) region.set(named)
  }, [named])
  return named ?? chosen
}

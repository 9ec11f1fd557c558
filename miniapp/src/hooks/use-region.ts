import { useRouter } from '@tarojs/taro'
import { useEffect } from 'react'
import { region, useShownRegion } from '../store/region'

/** The region named in the page's address, or the one that is shown. A link also chooses for a new phone. */
export function useRegion(): string | null {
  const named = useRouter().params.region
  const shown = useShownRegion()
  useEffect(() => {
    if (named && region.get() === null) region.set(named)
  }, [named])
  return named ?? shown
}

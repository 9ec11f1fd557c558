import { Text } from '@tarojs/components'
import { useEffect } from 'react'
import { useScreen } from '../../hooks/use-screen'
import { region } from '../../store/region'
import { RegionList } from './region-picker'

/** For a new phone: asks to choose a village; where there is one alone, it is chosen. */
export function NoRegion() {
  const { data } = useScreen('GET /api/regions')
  useEffect(() => {
    const [only, ...others] = data?.regions ?? []
    if (only?.level === 'village' && others.length === 0) region.set(only.code)
  }, [data])
  return (
    <>
      <Text className="page__hello">请先选一个村，看看那里公开了什么。</Text>
      <RegionList />
    </>
  )
}

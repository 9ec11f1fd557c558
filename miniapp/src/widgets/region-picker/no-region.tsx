import { Text } from '@tarojs/components'
import { RegionList } from './region-picker'

/** For a new phone: asks to choose a village. */
export function NoRegion() {
  return (
    <>
      <Text className="page__hello">请先选一个村，看看那里公开了什么。</Text>
      <RegionList />
    </>
  )
}

import { View } from '@tarojs/components'
import { Button } from '../../components'
import { goToCadre } from '../../hooks/navigation'
import './item.scss'

/** For those who may write here: opens a paper for this item. */
export function Draft({ region, no }: { region: string; no: number }) {
  return (
    <View className="item-action">
      <Button kind="secondary" icon="edit" onPress={() => goToCadre('edit', { region, no })}>
        写一条公开
      </Button>
    </View>
  )
}

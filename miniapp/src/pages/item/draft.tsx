import type { NilOffer } from '@hutang/shared/contract'
import { View } from '@tarojs/components'
import { Button } from '../../components'
import { goToCadre } from '../../hooks/navigation'
import { NilReturn } from '../../widgets'
import './item.scss'

interface DraftProps {
  region: string
  no: number
  name: string
  offer: NilOffer | null
  onSaid: () => void
}

/** For those who may write here: opens a paper for this item, or says that its last period had none. */
export function Draft({ region, no, name, offer, onSaid }: DraftProps) {
  return (
    <View className="item-action">
      <Button kind="secondary" icon="edit" onPress={() => goToCadre('edit', { region, no })}>
        写一条公开
      </Button>
      {offer ? <NilReturn region={region} no={no} name={name} offer={offer} onDone={onSaid} /> : null}
    </View>
  )
}

import type { RegisterHousehold } from '@hutang/shared/contract'
import { Text } from '@tarojs/components'
import { useState } from 'react'
import { Button, Dialog, Problem } from '../../components'
import { FindHousehold } from './find-household'
import type { OfHousehold } from './part'
import { useDoing } from './use-doing'

/** 并户: all its people go to another household. */
export function MergeDialog({ region, page: { household }, onChange, onClose }: OfHousehold) {
  const [into, setInto] = useState<RegisterHousehold>()
  const merge = useDoing(
    'POST /api/regions/:code/register/households/:household/merge',
    { code: region, household: household.id },
    (next) => {
      onClose()
      onChange(next)
    },
  )
  return (
    <Dialog
      open
      title={`${household.head}户并到哪一户`}
      onClose={onClose}
      actions={
        <Button
          busy={merge.busy}
          reason={into ? undefined : '请先找到要并到的那一户'}
          onPress={() => void merge.run({ into: into?.id ?? '' }, `已并到${into?.head}户`)}
        >
          {into ? `${household.people.length} 个人都并到${into.head}（${into.code}）户` : '并过去'}
        </Button>
      }
    >
      <Text className="people__line">
        {`户号 ${household.code} 不再有人，但以前按这个户号公开的内容，并过去的人仍然看得到。`}
      </Text>
      <FindHousehold region={region} without={[household.id]} chosen={into?.id} onChoose={setInto} />
      <Problem error={merge.error} />
    </Dialog>
  )
}

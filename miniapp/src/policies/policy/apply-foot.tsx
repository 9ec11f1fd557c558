import type { PolicyView } from '@hutang/shared/contract'
import { Text } from '@tarojs/components'
import { useState } from 'react'
import { Button, Dialog, Elements } from '../../components'
import { plainDay } from '../../format/date'
import { useCopy } from '../../widgets/copy/copy'
import { apply, dial } from './apply'

/** Why it cannot be applied for today. */
function hindrance({ status }: PolicyView): string | undefined {
  switch (status.state) {
    case 'open':
    case 'closing':
      return undefined
    case 'notYet':
      return status.opensOn === null ? '还没开始申报' : `${plainDay(status.opensOn)}开始申报`
    case 'spent':
      return '名额已满'
    case 'paused':
      return '暂停申报'
    case 'closed':
      return status.closesOn === null ? '已经截止' : `${plainDay(status.closesOn)}已经截止`
    case 'expired':
      return '已经失效'
  }
}

/** 我要办, within the thumb's reach. */
export function ApplyFoot({ policy }: { policy: PolicyView }) {
  const [open, setOpen] = useState(false)
  const { copy, byHand } = useCopy()
  const { content } = policy
  const { applyAt, place, phone, way } = content
  if (way === 'instant') {
    return phone ? (
      <Button kind="secondary" onPress={() => dial(phone)}>
        不用申请，觉得漏了您就打电话
      </Button>
    ) : (
      <Text>这项不用申请，核定后直接到账。</Text>
    )
  }
  const go = () => {
    void apply(policy, copy)
    if (applyAt.kind === 'counter') setOpen(true)
  }
  return (
    <>
      <Button reason={hindrance(policy)} onPress={go}>
        我要办
      </Button>
      {byHand}
      <Dialog
        open={open}
        title="到窗口办"
        onClose={() => setOpen(false)}
        actions={phone ? <Button onPress={() => dial(phone)}>先打电话问</Button> : undefined}
      >
        <Elements
          items={[
            { name: '到哪里办', text: place || '没有写明，请打电话问' },
            ...(phone ? [{ name: '咨询电话', text: phone }] : []),
            {
              name: '带上',
              text:
                content.materials
                  .filter(({ held }) => !held)
                  .map(({ name }) => name)
                  .join('、') || '本人证件',
            },
          ]}
        />
      </Dialog>
    </>
  )
}

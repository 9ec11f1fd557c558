import { call } from '../../api/client'
import { Button, Dialog, Problem, toast } from '../../components'
import { dayText } from '../../format/date'
import { useAction } from '../../hooks/use-action'

export interface Suspect {
  account: string
  name: string
  since: string
}

interface DisputeProps {
  suspect: Suspect
  onClose: () => void
  onDone: () => void
}

/** 不是我: the account leaves the household at once, and a clerk decides later. */
export function Dispute({ suspect, onClose, onDone }: DisputeProps) {
  const dispute = useAction(async () => {
    await call('POST /api/me/household/disputes', { body: { account: suspect.account } })
    toast('已经停掉，村里会来核对')
    onDone()
  })
  return (
    <Dialog
      open
      title="这个微信不是家里人的？"
      onClose={onClose}
      actions={
        <Button busy={dispute.busy} onPress={() => void dispute.run()}>
          不是我，停掉它
        </Button>
      }
    >
      <Problem error={dispute.error} />
      {`有人用微信在 ${dayText(suspect.since)} 认证成了“${suspect.name}”。停掉后，这个微信马上看不到您家的内容，由村里经办人核对。`}
    </Dialog>
  )
}

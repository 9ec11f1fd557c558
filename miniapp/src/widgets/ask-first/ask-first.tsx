import { useState } from 'react'
import { Button } from '../../components/button/button'
import { Dialog } from '../../components/dialog/dialog'
import { Problem } from '../../components/states/problem'
import { useAction } from '../../hooks/use-action'

export interface AskFirstProps {
  /** The words of the button, such as `退出登录`. */
  action: string
  /** A sentence that tells what changes afterwards. */
  after: string
  run: () => Promise<unknown>
}

/** A button that asks for confirmation first. */
export function AskFirst({ action, after, run }: AskFirstProps) {
  const [asking, setAsking] = useState(false)
  const write = useAction(run)
  return (
    <>
      <Button kind="secondary" onPress={() => setAsking(true)}>
        {action}
      </Button>
      <Dialog
        open={asking}
        title={`要${action}吗？`}
        onClose={() => setAsking(false)}
        actions={
          <Button busy={write.busy} onPress={() => void write.run()}>
            {action}
          </Button>
        }
      >
        <Problem error={write.error} />
        {after}
      </Dialog>
    </>
  )
}

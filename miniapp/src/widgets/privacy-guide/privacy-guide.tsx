import { openPrivacyGuide } from '../../api/privacy'
import { Button } from '../../components/button/button'
import { Problem } from '../../components/states/problem'
import { useAction } from '../../hooks/use-action'

/** The door to WeChat's page of what this mini-program does with what it learns; nothing in a browser. */
export function PrivacyGuide() {
  const open = useAction(openPrivacyGuide)
  if (process.env.TARO_ENV === 'h5') return null
  return (
    <>
      <Button kind="quiet" icon="lock" busy={open.busy} onPress={() => void open.run()}>
        用户隐私保护指引
      </Button>
      <Problem error={open.error} />
    </>
  )
}

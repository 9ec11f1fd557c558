import type { Difference as DifferenceData } from '@hutang/shared/contract'
import { Text } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { Button, EmptyState, Lead } from '../../components'
import { Difference } from '../../components/difference/difference'
import { dayText } from '../../format/date'
import { goTo, wordOf } from '../../hooks/navigation'
import { useDifference } from '../../hooks/use-difference'
import { Page } from '../../widgets'
import './changes.scss'

/** 看改了什么: what an edition of a notice changed against the one before. `?id=` the notice, `&no=` the edition. */
export default function Changes() {
  const { id: word, no: digits } = useRouter().params
  const id = wordOf(word)
  const no = Number(digits)
  const asked = id && no > 0 ? { id, no } : undefined
  const { screen, rows } = useDifference(asked)
  if (!asked) {
    return (
      <Page title="改了什么">
        <EmptyState
          title="没有找到这次更正"
          detail="链接不完整，请从公开信息里点“看改了什么”。"
          action="回首页"
          onAction={() => goTo('home')}
        />
      </Page>
    )
  }
  const before = screen.data?.from.editionNo
  return (
    <Page
      title="改了什么"
      screen={screen}
      foot={
        before ? (
          <Button kind="secondary" icon="document" onPress={() => goTo('notice', { id, edition: before })}>
            看原来的内容
          </Button>
        ) : undefined
      }
    >
      {(difference) => (
        <>
          <Heading difference={difference} />
          {difference.same ? (
            <EmptyState
              icon="check"
              title="您能看到的内容没有变"
              detail="改的是别人才能看到的部分，或者只是写法。"
            />
          ) : (
            <Difference difference={difference} rows={rows} />
          )}
        </>
      )}
    </Page>
  )
}

function Heading({ difference: { from, to, note } }: { difference: DifferenceData }) {
  return (
    <>
      <Text className="changes__which">
        {[from, to]
          .map(({ editionNo, at }) => `第 ${editionNo} 版${at ? `（${dayText(at)}）` : ''}`)
          .join(' 改为 ')}
      </Text>
      {note ? <Lead>{note}</Lead> : null}
    </>
  )
}

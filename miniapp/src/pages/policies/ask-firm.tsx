import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { a11y } from '../../a11y/a11y'
import { call } from '../../api/client'
import { Button, Input, Problem } from '../../components'
import { goTo, goToPolicies } from '../../hooks/navigation'
import { useAction } from '../../hooks/use-action'
import { enterpriseAnswers } from '../../store/enterprise-answers'
import { useUser } from '../../store/session'

/** 您的企业能享受哪些政策? By the code alone, or by three answers; nothing is kept but on this phone. */
export function AskFirm() {
  const [code, setCode] = useState('')
  const user = useUser()
  const creditCode = code.trim()
  const ask = useAction(async () => {
    await call('POST /api/package', { body: { creditCode, answers: {} } })
    enterpriseAnswers.set({ creditCode, answers: {}, needs: [] })
  })
  const ofCode = ask.error?.fieldMessage('creditCode')
  return (
    <View className="ask-firm">
      <Text className="ask-firm__title" {...a11y({ role: 'heading', level: 2 })}>
        您的企业能享受哪些政策？
      </Text>
      <Text className="ask-firm__words">企业、个体户、合作社、家庭农场都行。不用登录，一分钟就看到。</Text>
      <Input
        label="统一社会信用代码"
        hint="执照上 18 位的那一行"
        value={code}
        maxLength={24}
        error={ofCode}
        onChange={setCode}
      />
      {ofCode ? null : <Problem error={ask.error} />}
      <Button
        busy={ask.busy}
        reason={creditCode === '' ? '请填代码' : undefined}
        onPress={() => void ask.run()}
      >
        看我的政策
      </Button>
      <Button kind="quiet" onPress={() => goToPolicies('ask')}>
        没有代码，或者不记得
      </Button>
      {user ? null : (
        <Button kind="quiet" onPress={() => goTo('login')}>
          以前填过，登录
        </Button>
      )}
    </View>
  )
}

export default definePageConfig({ navigationBarTitleText: '撤下' })

// Passkey forms: the browser makes or shows the key, the form carries its answer. Parts of allauth do the ceremony.
document.querySelectorAll('form[data-passkey]').forEach((form, index) => {
  const go = form.querySelector('[data-passkey-go]')
  const answer = form.querySelector('input[name=credential]')
  const fault = form.querySelector('[data-passkey-fault]')
  go.id = go.id || `khoa-nut-${index}`
  answer.id = answer.id || `khoa-tra-loi-${index}`
  go.addEventListener('click', () => { fault.hidden = true }, { capture: true })
  document.addEventListener('allauth.error', event => { event.preventDefault(); fault.hidden = false })
  window.allauth.webauthn.forms[form.dataset.passkey]({
    ids: { add: go.id, authenticate: go.id, credential: answer.id, data: 'js_data' }
  })
})

// Shows our contract. Nothing is asked of any other host, and a key that is typed in is forgotten with the page.
// Open are the parts that most people look for; the others are a line each until they are clicked.
window.onload = () => {
  const page = SwaggerUIBundle({
    url: "../openapi.yaml",
    dom_id: "#reference",
    deepLinking: true,
    docExpansion: "none",
    onComplete: () => ["checks", "pings"].forEach((tag) => page.layoutActions.show(["operations-tag", tag], true)),
    defaultModelsExpandDepth: -1,
    displayRequestDuration: true,
    persistAuthorization: false,
    queryConfigEnabled: false,
    validatorUrl: null,
  });
};

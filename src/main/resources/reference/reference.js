// Shows our contract. Nothing is asked of any other host, and a key that is typed in is forgotten with the page.
window.onload = () => {
  SwaggerUIBundle({
    url: "../openapi.yaml",
    dom_id: "#reference",
    deepLinking: true,
    defaultModelsExpandDepth: -1,
    displayRequestDuration: true,
    persistAuthorization: false,
    queryConfigEnabled: false,
    validatorUrl: null,
  });
};
